# Find the two cities that are closest to each other.
import random
from itertools import combinations
from math import dist

random.seed(7)
cities = [(random.uniform(0, 100), random.uniform(0, 100)) for _ in range(6000)]


def distances(cities):
    table = []
    for one, other in combinations(cities, 2):
        table.append((dist(one, other), one, other))
    return table


print(len(cities), "cities")
closest = min(distances(cities))
print("closest:", closest)
