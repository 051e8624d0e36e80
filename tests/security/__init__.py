"""What people try on a suite that stands on the internet; each defence has tests named after it."""
