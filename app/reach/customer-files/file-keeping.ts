const DAY_SECONDS = 24 * 60 * 60;

/** From when it is asked for: no address stays longer here, however long the file takes. */
export const FILE_KEPT_DAYS = 1;
export const FILE_KEPT_SECONDS = FILE_KEPT_DAYS * DAY_SECONDS;

export function endOfFile({ askedAt }: { askedAt: Date }): Date {
  return new Date(askedAt.getTime() + FILE_KEPT_SECONDS * 1000);
}
