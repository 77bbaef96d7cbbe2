import {
  type FieldNode,
  type FragmentDefinitionNode,
  getNamedType,
  GraphQLError,
  type GraphQLNamedType,
  type GraphQLSchema,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from "graphql";
import { LARGEST_PAGE } from "./paginate.ts";

/** What pricing needs to know of a request. */
export type Priced = {
  schema: GraphQLSchema;
  operation: OperationDefinitionNode;
  fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  variables: Record<string, unknown>;
};

const MUTATION_COST = 10;
const CONNECTION_COST = 2;
const OBJECT_COST = 1;

/** Size of a field's result: how many nodes it may have, or had. */
type SizeOf = (field: FieldNode, result: unknown) => number;

/** Points that a request asks for: a scalar 0, an object 1, a connection 2 and its nodes, a mutation 10. */
export function requestedCost(request: Priced): number {
  return price(request, undefined, (field) => pageSize(field, request.variables));
}

/** Points that the answer was worth: as requested, but for the nodes that came. */
export function actualCost(request: Priced, data: unknown): number {
  return price(request, data, (_field, result) => nodesOf(result)?.length ?? 0);
}

function price(request: Priced, data: unknown, sizeOf: SizeOf): number {
  const root = request.schema.getRootType(request.operation.operation);
  if (!root) throw new Error(`Shopify's schema has no root for ${request.operation.operation}`);
  const measuring = data !== undefined;

  const priceSelection = (selections: SelectionSetNode | undefined, type: GraphQLNamedType, result: unknown): number => {
    let total = 0;
    for (const field of fieldsOf(request, selections, type)) {
      const value = measuring ? propertyOf(result, field.node.alias?.value ?? field.node.name.value) : undefined;
      if (measuring && (value === null || value === undefined)) continue;
      if (type === root && request.operation.operation === "mutation") total += MUTATION_COST;
      else total += priceField(field.node, field.type, value);
    }
    return total;
  };

  const priceField = (node: FieldNode, type: GraphQLNamedType, value: unknown): number => {
    if (!isCompositeType(type) || type.name === "PageInfo") return 0;
    if (!type.name.endsWith("Connection")) {
      const item: unknown = Array.isArray(value) ? value[0] : value;
      const one = OBJECT_COST + (measuring && item === undefined ? 0 : priceSelection(node.selectionSet, type, item));
      return one * askedFor(node, request.variables);
    }
    const size = sizeOf(node, value);
    const page = nodeSelection(request, node, type);
    if (!page) return CONNECTION_COST;
    const nodes = measuring ? (nodesOf(value) ?? []) : undefined;
    if (!nodes) return CONNECTION_COST + size * (OBJECT_COST + priceSelection(page.selections, page.type, undefined));
    return nodes.reduce<number>((sum, item) => sum + OBJECT_COST + priceSelection(page.selections, page.type, item), CONNECTION_COST);
  };

  return priceSelection(request.operation.selectionSet, root, data);
}

type TypedField = { node: FieldNode; type: GraphQLNamedType };

/** A selection's fields with those of its fragments. */
function* fieldsOf(request: Priced, selections: SelectionSetNode | undefined, type: GraphQLNamedType): Iterable<TypedField> {
  for (const selection of selections?.selections ?? []) {
    if (selection.kind === Kind.FIELD) {
      const field = isObjectType(type) || isInterfaceType(type) ? type.getFields()[selection.name.value] : undefined;
      if (field) yield { node: selection, type: getNamedType(field.type) };
      continue;
    }
    const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? request.fragments.get(selection.name.value) : selection;
    const inside = request.schema.getType(fragment?.typeCondition?.name.value ?? type.name);
    if (fragment && inside) yield* fieldsOf(request, fragment.selectionSet, inside);
  }
}

/** What is selected of each node, by `nodes` or by `edges { node }`. */
function nodeSelection(request: Priced, connection: FieldNode, type: GraphQLNamedType): { selections: SelectionSetNode | undefined; type: GraphQLNamedType } | null {
  for (const { node, type: inner } of fieldsOf(request, connection.selectionSet, type)) {
    if (node.name.value === "nodes") return { selections: node.selectionSet, type: inner };
    if (node.name.value !== "edges") continue;
    for (const part of fieldsOf(request, node.selectionSet, inner)) {
      if (part.node.name.value === "node") return { selections: part.node.selectionSet, type: part.type };
    }
  }
  return null;
}

function nodesOf(connection: unknown): unknown[] | null {
  const nodes = propertyOf(connection, "nodes");
  if (Array.isArray(nodes)) return nodes;
  const edges = propertyOf(connection, "edges");
  return Array.isArray(edges) ? edges.map((edge) => propertyOf(edge, "node")) : null;
}

function propertyOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

/** How many objects a field's `ids` ask for; one where it has none. */
function askedFor(field: FieldNode, variables: Record<string, unknown>): number {
  const ids = field.arguments?.find(({ name }) => name.value === "ids")?.value;
  if (ids?.kind === Kind.LIST) return ids.values.length;
  const given = ids?.kind === Kind.VARIABLE ? variables[ids.name.value] : undefined;
  return Array.isArray(given) ? given.length : 1;
}

function pageSize(field: FieldNode, variables: Record<string, unknown>): number {
  const argument = field.arguments?.find(({ name }) => name.value === "first")?.value;
  const size = argument?.kind === Kind.INT ? Number(argument.value) : argument?.kind === Kind.VARIABLE ? variables[argument.name.value] : undefined;
  if (typeof size !== "number") throw new GraphQLError("you must provide one of first or last", { nodes: field });
  if (size < 0 || size > LARGEST_PAGE) throw new GraphQLError(`first must be between 0 and ${LARGEST_PAGE}, not ${size}`, { nodes: field });
  return size;
}
