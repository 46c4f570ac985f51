"""The keys of what stands for the org, as data, and what each of them says. `mocks_data` is the door to it."""
