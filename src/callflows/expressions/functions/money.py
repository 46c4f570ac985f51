"""Currency functions."""

from __future__ import annotations

from decimal import Decimal

from callflows.expressions import currencies
from callflows.expressions.convert import currency_code
from callflows.expressions.errors import ExpressionError
from callflows.expressions.numbers import CONTEXT, Number, as_decimal, tidy
from callflows.expressions.signatures import function, overload
from callflows.expressions.values import Currency


def _make(amount: Number | None, code: str | None) -> Currency:
    return Currency(None if amount is None else as_decimal(amount), currency_code(code))


def _make_list(amounts: tuple[Decimal | None, ...], code: str | None) -> tuple[Currency, ...]:
    return tuple(_make(amount, code) for amount in amounts)


def _make_pairs(amounts: tuple[Decimal | None, ...], codes: tuple[str | None, ...]) -> tuple[Currency, ...]:
    if len(amounts) != len(codes):
        raise ExpressionError("range", f"{len(amounts)} amounts and {len(codes)} codes do not pair")
    return tuple(map(_make, amounts, codes))


def _convert(money: Currency | None, code: str | None, rate: Decimal = Decimal(1)) -> Currency | None:
    if money is None:
        return None
    amount = money.amount
    if amount is not None and rate != 1:
        amount = tidy(CONTEXT.multiply(amount, rate))
    return Currency(amount, currency_code(code))


def _symbol_of(money: Currency | None) -> str | None:
    return None if money is None or money.code is None else currencies.symbol(money.code)


FUNCTIONS = (
    function(
        "ConvertCurrency",
        "financial",
        "The amount under another code, multiplied by a rate where one is given.",
        overload("cur? sourceCurrency, str? destinationCurrencyCode iso4217 -> cur", _convert),
        overload(
            "cur? sourceCurrency, str? destinationCurrencyCode iso4217, dec sourcePerDestExchangeRate -> cur", _convert
        ),
    ),
    function(
        "GetCurrencySymbol",
        "financial",
        "The symbol of a currency.",
        overload("str currencyCode iso4217 -> str", lambda code: currencies.symbol(currency_code(code) or "")),
        overload("cur? currency -> str", _symbol_of),
    ),
    function(
        "MakeCurrency",
        "financial",
        "An amount of money.",
        overload("dec? amount, str? currencyCode iso4217 -> cur", _make),
        overload("int? amount, str? currencyCode iso4217 -> cur", _make),
    ),
    function(
        "MakeListCurrency",
        "financial",
        "Amounts with one code, or with a code each.",
        overload("dec_coll amounts, str? currencyCode iso4217 -> cur_coll", _make_list),
        overload("dec_coll amounts, str_coll currencyCodes -> cur_coll", _make_pairs),
    ),
)
