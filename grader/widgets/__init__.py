"""What is seen and clicked in the notebook."""
