//! 明招暗定: a winner fixed beforehand. One file a rule, named by what was seen.
