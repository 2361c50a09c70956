# Sum the hours of a timesheet that came as text.
import json

SHEET = '{"name": "Ada", "days": [{"hours": 8}, {"hours": 7.5}, {"hours": "6"}]}'


def hours_of(day):
    return day["hours"]


def total(sheet):
    hours = 0
    for day in sheet["days"]:
        worked = hours_of(day)
        hours = hours + worked
    return hours


sheet = json.loads(SHEET)
print("timesheet of", sheet["name"])
print("hours:", total(sheet))
