"""Scenario discovery: boxes of inputs in which plans fail, in words that a person can say."""
