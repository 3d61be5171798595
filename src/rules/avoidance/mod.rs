//! 回避招标: avoided tendering. One file a rule, named by what was seen.
