//! 以次充好: inferior goods in place of those promised. One file a rule, named by what was seen.
