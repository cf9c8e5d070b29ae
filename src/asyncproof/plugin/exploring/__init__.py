"""`@pytest.mark.explore`, `--explore` and `--replay`: tests under many schedules, each reported once."""
