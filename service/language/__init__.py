"""What the product knows of written Chinese: sentences, normal forms, formulae, specifics."""
