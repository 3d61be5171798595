//! What must hold of the documents, whatever the sources say.
