# Which shop has the cheapest offer that is in stock?
offers = {
    "north": [("lamp", 39.90, 4), ("desk", 210.00, 0)],
    "south": [("lamp", 35.50, 2), ("desk", 189.00, 1)],
    "west": [("lamp", 42.00, 7), ("desk", 175.00, 0)],
}


def cheapest(article, shop):
    for name, price, stock in offers[shop]:
        if name == article and stock > 0:
            return {"shop": shop, "price": price}


def best(article):
    found = [cheapest(article, shop) for shop in offers]
    return min(found, key=lambda offer: offer["price"])


for article in ("lamp", "desk"):
    offer = best(article)
    print(f"{article}: {offer['shop']} at {offer['price']:.2f}")
