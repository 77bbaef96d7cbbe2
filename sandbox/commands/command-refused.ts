/** A command that cannot be carried out on the shop as it is; the message says why. */
export class CommandRefused extends Error {}
