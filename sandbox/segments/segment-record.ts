/** A customer segment: a name that no other has, and what its members fulfil. */
export type SegmentRecord = { id: number; name: string; query: string; createdAt: string; editedAt: string };

/** A count of members that was asked for, to be looked at later. */
export type MembersQueryRecord = { id: number; query: string; createdAt: string };
