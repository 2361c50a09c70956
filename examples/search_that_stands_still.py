# Find where a price fits into a sorted list.
prices = [5, 9, 12, 18, 27, 31, 44, 58]


def position(prices, wanted):
    """The first index whose price is at least the wanted one."""
    low, high = 0, len(prices)
    while low < high:
        middle = (low + high) // 2
        if prices[middle] < wanted:
            low = middle
        else:
            high = middle
    return low


for wanted in (5, 20, 60):
    print(wanted, "goes to", position(prices, wanted))
