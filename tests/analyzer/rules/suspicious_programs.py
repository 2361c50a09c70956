"""Programs that look wrong to a rule about members, keywords or results, and run to their end."""

FINE = {
    "a keyword swallowed by a wrapper": """
        def loud(function):
            def wrapper(*args, shout=False, **kwargs):
                text = function(*args, **kwargs)
                return text.upper() if shout else text
            return wrapper

        @loud
        def greet(name, mark="!"):
            return name + mark

        print(greet("Ada", shout=True, mark="?"))
        """,
    "keywords taken out before the rest is handed up": """
        class Base:
            def __init__(self, name):
                self.name = name

        class Child(Base):
            def __init__(self, **options):
                self.size = options.pop("sise", 1)
                super().__init__(**options)

        print(Child(name="a", sise=3).size)
        """,
    "a class made by a subclass that takes more": """
        class Shape:
            def __init__(self, name):
                self.name = name

            @classmethod
            def make(cls, **parts):
                return cls(**parts)

            def copy(self):
                return type(self)(self.name)

        class Square(Shape):
            def __init__(self, name="s", side=1):
                super().__init__(name)
                self.side = side

        print(Square.make(name="q", side=2).copy().side)
        """,
    "a classmethod whose subclass is built otherwise": """
        class Node:
            def __init__(self, value):
                self.value = value

            @classmethod
            def parse(cls, text):
                return cls(label=text)

        class Leaf(Node):
            def __init__(self, label):
                super().__init__(label)

        print(Leaf.parse("x").value)
        """,
    "an annotation that promises less than is given": """
        class Animal:
            pass

        class Dog(Animal):
            def bark(self):
                return "wau"

        def speak(pet: Animal):
            return pet.bark()

        print(speak(Dog()))
        """,
    "a protocol whose objects have more": """
        from typing import Protocol

        class Sized(Protocol):
            def size(self) -> int: ...

        class Box:
            colour = "red"

            def size(self) -> int:
                return 1

        def tell(thing: Sized):
            return thing.size(), thing.colour

        print(tell(Box()))
        """,
    "a list that gets things of another class later": """
        class Start:
            def go(self):
                return "start"

        class Stop:
            def halt(self):
                return "stop"

        steps = [Start()]
        steps[0] = Stop()
        print(steps[0].halt())
        """,
    "an attribute that a function sets from outside": """
        class Settings:
            def __init__(self):
                self.path = "a"

        def load(settings):
            settings.paths = [settings.path]

        def show(settings: Settings):
            return settings.paths

        chosen = Settings()
        load(chosen)
        print(show(chosen))
        """,
    "a method that is put on the class afterwards": """
        class Table:
            def __init__(self, rows):
                self.rows = rows

        def count(self):
            return len(self.rows)

        Table.count = count
        print(Table([1]).count())
        """,
    "slots with a dictionary beside them": """
        class Point:
            __slots__ = ("x", "__dict__")

            def __init__(self, x):
                self.x = x

        point = Point(1)
        point.label = "a"
        print(point.label)
        """,
    "slots that a base leaves open": """
        class Base:
            def __init__(self):
                self.extra = 1

        class Narrow(Base):
            __slots__ = ("x",)

            def show(self):
                return self.extra

        print(Narrow().show())
        """,
    "a property that gives a function": """
        class Button:
            @property
            def click(self):
                return lambda: "clicked"

        print(Button().click())
        """,
    "a property that gives a class to be made": """
        class Item:
            pass

        class Factory:
            @property
            def product(self):
                return Item

        print(type(Factory().product()).__name__)
        """,
    "a property that gives an object that can be called": """
        class Adder:
            def __call__(self, n):
                return n + 1

        class Tool:
            @property
            def add(self) -> Adder:
                return Adder()

        print(Tool().add(2))
        """,
    "a coroutine driven by hand": """
        async def answer():
            return 42

        waiting = answer()
        try:
            waiting.send(None)
        except StopIteration as stop:
            print(stop.value)
        waiting.close()
        """,
    "a coroutine kept and awaited under the same name": """
        import asyncio

        async def fetch():
            return {"a": 1}

        async def main():
            data = fetch()
            data = await data
            print(data["a"])

        asyncio.run(main())
        """,
    "an asynchronous generator that is looped over": """
        import asyncio

        async def rows():
            yield [1, 2]

        async def main():
            async for row in rows():
                print(row[0])

        asyncio.run(main())
        """,
    "two functions that call each other and come to an end": """
        def is_even(n):
            return True if n == 0 else is_odd(n - 1)

        def is_odd(n):
            return False if n == 0 else is_even(n - 1)

        print(is_even(10))
        """,
    "two functions of which a generator breaks the circle": """
        def walk(n):
            yield n
            yield from step(n)

        def step(n):
            return walk(n - 1)

        print(next(iter(walk(3))))
        """,
    "a circle that an exception ends": """
        def first(n):
            return second(n - 1)

        def second(n):
            assert n > 0, "enough"
            return first(n)

        try:
            first(3)
        except AssertionError as enough:
            print(enough)
        """,
    "results of two lengths by the way that is taken": """
        def pair(full):
            if full:
                return 1, 2, 3
            return 1, 2

        a, b = pair(False)
        a, b, c = pair(True)
        print(a, b, c)
        """,
    "a minus that belongs to its number": """
        level = 5
        level =-3
        level = +level
        print(level)
        """,
    "an own __init__ whose base is set up by a method": """
        class Base:
            def __init__(self):
                self.setup()

            def setup(self):
                self.rows = []

        class Child(Base):
            def __init__(self, n):
                self.n = n
                self.setup()

            def count(self):
                return len(self.rows) + self.n

        print(Child(2).count())
        """,
    "an own __init__ that another class calls for it": """
        class Base:
            def __init__(self):
                self.rows = []

        class Child(Base):
            def __init__(self):
                prepare(self)

            def count(self):
                return len(self.rows)

        def prepare(child):
            Base.__init__(child)

        print(Child().count())
        """,
    "a module's own namespace that is only looked into": """
        def show_a():
            return "a"

        for name in ["show_a"]:
            print(globals()[name](), vars(str)["upper"]("x"))
        """,
    "attributes that come from the command line": """
        import argparse

        parser = argparse.ArgumentParser()
        parser.add_argument("--dry-run", action="store_true")
        parser.set_defaults(mood="calm")
        options = parser.parse_args([])
        print(options.dry_run, options.mood)
        """,
    "an action of the author's own that takes more": """
        import argparse

        class Colour(argparse.Action):
            def __init__(self, *args, shade="", **kwargs):
                super().__init__(*args, **kwargs)
                self.shade = shade

            def __call__(self, parser, namespace, values, option_string=None):
                setattr(namespace, self.dest, self.shade + values)

        parser = argparse.ArgumentParser()
        parser.add_argument("--ink", action=Colour, shade="dark ")
        print(parser.parse_args(["--ink", "blue"]).ink)
        """,
    "an encoder of the author's own that takes more": """
        import json

        class Encoder(json.JSONEncoder):
            def __init__(self, *args, mark="", **kwargs):
                super().__init__(*args, **kwargs)
                self.mark = mark

        print(json.dumps([1], cls=Encoder, mark="x"))
        """,
    "an enumeration made from texts": """
        from enum import StrEnum

        class Colour(StrEnum):
            RED = "red"

        for colour in Colour:
            print(colour.upper(), colour.name, Colour["RED"].value.title())
        """,
    "named tuples copied with changes": """
        from collections import namedtuple
        from dataclasses import dataclass, replace

        Pair = namedtuple("Pair", "left right", defaults=[0])

        @dataclass(frozen=True)
        class Spot:
            x: int
            y: int = 0

        print(Pair(1)._replace(right=2)._asdict(), replace(Spot(1), y=3).y)
        """,
}
