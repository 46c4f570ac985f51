"""Changes to a file that leave the rest as it is, byte for byte: by place (`patches`), by address and in the way in
which it is written there (`editable`), and the fixes of findings, round by round (`mending`)."""
