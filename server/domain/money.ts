/** How many decimals a currency has where it is not two (ISO 4217); fixed here, because sums are kept in its smallest unit. */
const decimals: Readonly<Record<string, number>> = {
  ...Object.fromEntries(
    'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' ').map((code) => [code, 0]),
  ),
  ...Object.fromEntries('BHD IQD JOD KWD LYD OMR TND'.split(' ').map((code) => [code, 3])),
};

export const decimalsOf = (currency: string): number => decimals[currency] ?? 2;

/** An amount in whole smallest units of its currency: cents, yen, fils (C1). */
export const minorOf = (amount: number, currency: string): number =>
  Math.round(amount * 10 ** decimalsOf(currency));

export const majorOf = (minor: number, currency: string): number => minor / 10 ** decimalsOf(currency);

/** As the API says it: an exact decimal. */
export const decimalOf = (amount: number, currency: string): string => amount.toFixed(decimalsOf(currency));
