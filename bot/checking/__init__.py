"""What `doctor` looks at: each check reads, says what it finds in plain sentences, and changes nothing."""
