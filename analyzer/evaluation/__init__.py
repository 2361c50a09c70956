"""Takes the score: cases in, answers of raydx and of its peers judged by the same code, a scorecard out."""
