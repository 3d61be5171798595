//! What must hold of the workpaper, whatever the sources say.
