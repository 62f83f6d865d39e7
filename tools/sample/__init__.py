"""The made-up instance "harbour": each module plants one subject, records AWS's answers and states the truth."""
