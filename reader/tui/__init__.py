"""The interface: the only part of Reader that imports textual."""
