"""How models learn: from labelled customers to an additive model, and the proof of what it is worth."""
