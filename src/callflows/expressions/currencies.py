"""ISO 4217: the currency codes and their symbols."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

_ISO_4217 = """
    AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BOV BRL BSD BTN BWP BYN BYR BZD
    CAD CDF CHE CHF CHW CLF CLP CNY COP COU CRC CUC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL
    GHS GIP GMD GNF GTQ GWP GYD HKD HNL HRK HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD
    KYD KZT LAK LBP LKR LRD LSL LTL LVL LYD MAD MDL MGA MKD MMK MNT MOP MRO MRU MUR MVR MWK MXN MXV MYR MZE MZN NAD
    NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SKK SLE SLL
    SOS SRD SSP STD STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD USN USS UYI UYU UZS VEF VES
    VND VUV WST XAF XAG XAU XBA XBB XBC XBD XCD XDR XOF XPD XPF XPT XSU XTS XUA XXX YER ZAR ZMK ZMW ZWL
"""
CODES: frozenset[str] = frozenset(_ISO_4217.split())
_NO_MONEY = "BOV CHE CHW CLF COU MXV USN USS UYI XAG XAU XBA XBB XBC XBD XDR XPD XPT XSU XTS XUA XXX"
MONEY: frozenset[str] = CODES - frozenset(_NO_MONEY.split())
"""The currencies that people pay or paid with. Architect refuses literals of funds, metals and test codes."""

_SYMBOLS = """
    AFN ؋ AMD ֏ ARS $ AUD $ AZN ₼ BAM KM BBD $ BDT ৳ BMD $ BND $ BOB Bs BRL R$ BSD $ BWP P BYN Br BYR Br BZD $
    CAD $ CHF CHF CLP $ CNY ¥ COP $ CRC ₡ CUC $ CUP $ CZK Kč DKK kr DOP $ EGP E£ EUR € FJD $ FKP £ GBP £ GEL ₾
    GHS GH₵ GIP £ GNF FG GTQ Q GYD $ HKD $ HNL L HRK kn HUF Ft IDR Rp ILS ₪ INR ₹ ISK kr JMD $ JPY ¥ KHR ៛ KMF CF
    KPW ₩ KRW ₩ KYD $ KZT ₸ LAK ₭ LBP L£ LKR Rs LRD $ LTL Lt LVL Ls MGA Ar MMK K MNT ₮ MUR Rs MXN $ MYR RM NAD $
    NGN ₦ NIO C$ NOK kr NPR Rs NZD $ PHP ₱ PKR Rs PLN zł PYG ₲ RON lei RUB ₽ RWF RF SBD $ SEK kr SGD $ SHP £ SRD $
    SSP £ STN Db SYP £ THB ฿ TOP T$ TRY ₺ TTD $ TWD NT$ UAH ₴ USD $ UYU $ VND ₫ XAF FCFA XCD $ XPF CFPF ZAR R ZMW ZK
"""
_PARTS = _SYMBOLS.split()
SYMBOLS: Mapping[str, str] = MappingProxyType(dict(zip(_PARTS[::2], _PARTS[1::2], strict=True)))
"""The symbols in everyday use, by code."""


def symbol(code: str) -> str:
    """The symbol of a currency, its code where it has none of its own."""
    return SYMBOLS.get(code, code)
