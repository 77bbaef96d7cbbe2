import { type DocumentNode, GraphQLError, Kind, parse } from "graphql";

/** What a request goes by: the names of its operations and of their root fields. A document that does not parse has none. */
export function nameRequest(source: string): string[] {
  let document: DocumentNode;
  try {
    document = parse(source, { noLocation: true });
  } catch (error) {
    if (error instanceof GraphQLError) return [];
    throw error;
  }
  return document.definitions.flatMap((definition) => {
    if (definition.kind !== Kind.OPERATION_DEFINITION) return [];
    const fields = definition.selectionSet.selections.flatMap((selection) => (selection.kind === Kind.FIELD ? [selection.name.value] : []));
    return definition.name ? [definition.name.value, ...fields] : fields;
  });
}
