"""An LTI 1.3 tool that carries a MOOC on the collaborative economy."""
