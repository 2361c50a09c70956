"""Names that a program means sympy's by, once it imports others from there."""

_NAMES = """
    Abs Derivative E Eq Expr Float Function Ge Gt I Integer Integral Interval Le Limit Lt Matrix Max
    Min Mul Ne Piecewise Poly Pow Product Rational S Sum Symbol acos apart asin atan binomial cancel
    ceiling collect cos cosh cot csc det diff divisors dsolve exp expand factor factorial factorint
    fibonacci floor gcd igcd ilcm integrate isprime lambdify latex lcm limit linsolve ln log mod_inverse
    nextprime nroots nsimplify nsolve oo pi plot prevprime prime primefactors primerange product re root
    roots sec series sign simplify sin sinh solve solveset sqrt summation symbols sympify tan tanh
    together totient trigsimp zoo
"""
SYMPY_NAMES = frozenset(_NAMES.split())
"""Only names whose meaning in sympy differs from elsewhere, or that are sympy's alone."""
