/** Of 100 outcomes so many fall into their 80 % interval: a customer's value, a shop's total. */
export const NOMINAL_LEVEL = 0.8;
