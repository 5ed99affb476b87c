"""Stories of people and their wishes, from the first tap to what they then see."""
