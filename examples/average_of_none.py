# Average order value of last week's paid orders.
orders = [
    {"id": 1, "status": "Paid", "amount": 120.0},
    {"id": 2, "status": "Paid", "amount": 80.0},
    {"id": 3, "status": "Open", "amount": 40.0},
]


def select(orders, status):
    return [order["amount"] for order in orders if order["status"] == status]


def average(amounts):
    total = sum(amounts)
    count = len(amounts)
    return total / count


print(f"{len(orders)} orders read")
paid = select(orders, "paid")
print(f"average order value: {average(paid):.2f}")
