"""How a service is taken up: diffusion, thresholds, two sides, critical mass."""
