"""What all non-negative solutions of a system of equations agree on: the simplex method, in whole
numbers.

The equations are those of the form: every coefficient is 1 or -1, and a cell's equations nest (a
row lies within the whole table), which makes the matrix totally unimodular. So every entry that the
method meets is 0, 1 or -1, every corner of the solutions is whole, and what holds for all solutions
holds for all whole ones.
"""


class NoSolution(Exception):
    """No non-negative values satisfy the equations."""


class Tableau:
    """The equations, solved for one variable each: `basis[i]` is `values[i]` less the sum of
    `rows[i]`.

    All other variables are 0, so that `values` is a solution. A row does not hold its own variable.
    """

    def __init__(self, equations):
        self.rows, self.values, self.basis = [], [], []
        self._number = {}
        for unknown, constant in equations:
            sign = -1 if constant > 0 else 1
            self.rows.append({self._number_of(cell): sign * factor
                              for cell, factor in unknown.items()})
            self.values.append(-sign * constant)
            self.basis.append(None)
        self.cells = list(self._number)
        self._find_solution()

    def _number_of(self, cell):
        return self._number.setdefault(cell, len(self._number))

    def _find_solution(self):
        """Until a row is solved for a variable, its value is what it lacks; bring the lack of all
        rows to 0.
        """
        while True:
            lack = {}
            for row, solved in zip(self.rows, self.basis):
                if solved is None:
                    add_to(lack, row, 1)
            entering = first_positive(lack)
            if entering is None:
                break
            self._enter(entering)
        if any(value for value, solved in zip(self.values, self.basis) if solved is None):
            raise NoSolution
        for i, solved in enumerate(self.basis):
            if solved is None and self.rows[i]:
                self._solve(i, min(self.rows[i]))
        whole = [i for i, solved in enumerate(self.basis) if solved is not None]
        self.rows, self.values, self.basis = ([part[i] for i in whole]
                                              for part in (self.rows, self.values, self.basis))

    def _leaving(self, entering):
        """The row that first becomes 0 when the variable grows, the first variable among equals;
        None if none does.
        """
        rows = [i for i, row in enumerate(self.rows) if row.get(entering, 0) > 0]
        variable = lambda i: -1 if self.basis[i] is None else self.basis[i]
        return min(rows, key=lambda i: (self.values[i], variable(i)), default=None)

    def _enter(self, entering):
        """Let the variable grow as far as it can; False if it can without end."""
        leaving = self._leaving(entering)
        if leaving is not None:
            self._solve(leaving, entering)
        return leaving is not None

    def _solve(self, i, entering):
        """Solve row i for another variable and put that into all other rows."""
        row, left = self.rows[i], self.basis[i]
        factor = row.pop(entering)
        assert abs(factor) == 1, "the equations are not totally unimodular"
        if left is not None:
            row[left] = 1
        if factor < 0:
            row = {variable: -entry for variable, entry in row.items()}
        self.rows[i], self.values[i], self.basis[i] = row, self.values[i] * factor, entering
        for k, other in enumerate(self.rows):
            factor = other.pop(entering, 0)
            if factor:
                add_to(other, row, -factor)
                self.values[k] -= factor * self.values[i]

    def _positive(self):
        return {variable for variable, value in zip(self.basis, self.values) if value}

    def always_zero(self):
        """The variables that are 0 in every solution: the sum of those that were never seen
        positive is at most 0.
        """
        zero = set(range(len(self.cells))) - self._positive()
        while True:
            gain = {variable: 1 for variable in zero}
            for variable, row in zip(self.basis, self.rows):
                if variable in zero:
                    del gain[variable]
                    add_to(gain, row, -1)
            entering = first_positive(gain)
            if entering is None:
                return zero
            if self._enter(entering):
                zero -= self._positive()
            else:
                growing = {variable for variable, row in zip(self.basis, self.rows)
                           if entering in row}
                zero -= growing | {entering}

    def agreed(self):
        """{cell: value} where all solutions agree.

        Every variable that is not always 0 is positive in one solution, so all of them are in their
        average. There each may move a little in both directions, and the equations alone decide
        which one cannot.
        """
        zero = self.always_zero()
        for i, row in enumerate(self.rows):
            if self.basis[i] in zero and not zero.issuperset(row):
                self._solve(i, min(variable for variable in row if variable not in zero))
        found = {self.cells[variable]: 0 for variable in zero}
        for variable, row, value in zip(self.basis, self.rows, self.values):
            if zero.issuperset(row):
                found[self.cells[variable]] = value
        return found


def add_to(row, other, factor):
    """Add a multiple of another row; no entry is kept that is 0."""
    for variable, entry in other.items():
        total = row.get(variable, 0) + factor * entry
        if total:
            row[variable] = total
        else:
            del row[variable]


def first_positive(row):
    """The first variable with a positive entry (taking always the first, the method cannot go in
    circles).
    """
    return min((variable for variable, entry in row.items() if entry > 0), default=None)


def agreed_values(equations):
    """{cell: value} for the cells on which all completions agree; NoSolution if there is none.

    equations: pairs of {cell: 1 or -1} and a number; their sum is 0.
    """
    return Tableau(equations).agreed()
