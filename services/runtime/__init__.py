"""What any process needs and no service is about."""
