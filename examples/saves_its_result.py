# Count the words of a text and save the table for later.
import csv
import os
from collections import Counter

TEXT = "the quick brown fox jumps over the lazy dog while the cat sleeps"


def save(counts, folder):
    os.makedirs(folder, exist_ok=True)
    path = os.path.join(folder, "words.csv")
    with open(path, "w", newline="") as file:
        csv.writer(file).writerows(counts.most_common())
    return path


counts = Counter(TEXT.split())
print(counts.most_common(3))
print("saved to", save(counts, "results"))
