/** What a grant covers: writing includes reading. */
export function coveredScopes(granted: readonly string[]): ReadonlySet<string> {
  return new Set(granted.flatMap((scope) => (scope.startsWith("write_") ? [scope, scope.replace("write_", "read_")] : [scope])));
}
