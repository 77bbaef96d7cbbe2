import {
  type FieldNode,
  getArgumentValues,
  getNamedType,
  GraphQLError,
  type GraphQLObjectType,
  type GraphQLSchema,
  isCompositeType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type SelectionSetNode,
} from "graphql";
import { type Caller, withoutNulls } from "../graphql/fields.ts";
import type { PreparedDocument } from "../graphql/prepare.ts";
import { type Field, findField } from "../graphql/resolvers.ts";

/** Reads one field of a record into plain JSON. */
type Read = { key: string; read(source: unknown, caller: Caller): unknown };

/** What becomes one line: a node's own fields, and the connections whose nodes become lines of their own. */
export type NodePlan = { fields: Read[]; children: ConnectionPlan[] };

export type ConnectionPlan = { nodesOf(source: unknown, caller: Caller): readonly unknown[]; node: NodePlan };

const MOST_CONNECTIONS = 5;
const DEEPEST_NESTING = 2;

/** A bulk query that cannot run; the message is Shopify's to the app. */
export class InvalidBulkQuery extends Error {}

/** Turns a query into closures that walk the records, as walking half a million nodes by graphql-js takes too long. */
export function planBulkQuery(schema: GraphQLSchema, prepared: PreparedDocument): ConnectionPlan[] {
  const planner = new Planner(schema, prepared);
  const root = schema.getQueryType();
  if (prepared.operation.operation !== "query" || !root) throw new InvalidBulkQuery("Bulk operations must be queries");
  const fields = planner.fieldsOf(prepared.operation.selectionSet, root);
  if (fields.some(({ name }) => name.value === "node" || name.value === "nodes")) {
    throw new InvalidBulkQuery("Bulk queries cannot contain a top level `node` or `nodes` field.");
  }
  const plans = fields.map((field) => {
    if (!planner.isConnection(root, field)) throw new InvalidBulkQuery(`Bulk queries must contain at least one connection; \`${field.name.value}\` is none.`);
    return planner.connection(root, field, 0);
  });
  return plans;
}

class Planner {
  readonly schema: GraphQLSchema;
  readonly prepared: PreparedDocument;
  connections = 0;

  constructor(schema: GraphQLSchema, prepared: PreparedDocument) {
    this.schema = schema;
    this.prepared = prepared;
  }

  isConnection(parent: GraphQLObjectType, field: FieldNode): boolean {
    return this.typeOf(parent, field).name.endsWith("Connection");
  }

  connection(parent: GraphQLObjectType, field: FieldNode, depth: number): ConnectionPlan {
    if (++this.connections > MOST_CONNECTIONS) throw new InvalidBulkQuery(`Bulk queries cannot contain more than ${MOST_CONNECTIONS} connections.`);
    if (depth > DEEPEST_NESTING) throw new InvalidBulkQuery(`Bulk queries cannot contain connections with a nesting depth greater than ${DEEPEST_NESTING}.`);
    const { selections, type } = this.nodeSelection(parent, field);
    if (!type.getInterfaces().some(({ name }) => name === "Node")) throw new InvalidBulkQuery(`The nodes of \`${field.name.value}\` (${type.name}) do not implement Node.`);
    const { resolve, args } = this.implementation(parent, field);
    return {
      nodesOf: (source, caller) => (resolve(source as never, args as never, caller) as { nodes: unknown[] }).nodes,
      node: this.node(selections, type, depth),
    };
  }

  fieldsOf(selections: SelectionSetNode | undefined, type: GraphQLObjectType): FieldNode[] {
    return (selections?.selections ?? []).flatMap((selection) => {
      if (selection.kind === Kind.FIELD) return [selection];
      const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? this.prepared.fragments.get(selection.name.value) : selection;
      const on = fragment?.typeCondition?.name.value ?? type.name;
      const applies = on === type.name || type.getInterfaces().some(({ name }) => name === on);
      return fragment && applies ? this.fieldsOf(fragment.selectionSet, type) : [];
    });
  }

  private node(selections: SelectionSetNode | undefined, type: GraphQLObjectType, depth: number): NodePlan {
    const fields = this.fieldsOf(selections, type);
    const nested = fields.filter((field) => this.isConnection(type, field));
    if (nested.length > 0 && !fields.some((field) => field.name.value === "id" && !field.alias)) {
      throw new InvalidBulkQuery(
        "The parent 'node' field for a nested connection must select the 'id' field without an alias and must be of 'ID' return type. " +
          `Connection fields without 'id': ${nested.map(({ name }) => name.value).join(", ")}.`,
      );
    }
    return {
      fields: fields.filter((field) => !nested.includes(field)).map((field) => this.read(type, field)),
      children: nested.map((field) => this.connection(type, field, depth + 1)),
    };
  }

  private read(parent: GraphQLObjectType, field: FieldNode): Read {
    const key = field.alias?.value ?? field.name.value;
    if (field.name.value === "__typename") return { key, read: () => parent.name };
    const type = this.typeOf(parent, field);
    const { resolve, args, nullable } = this.implementation(parent, field);
    const convert = isCompositeType(type) ? this.object(parent, field) : (value: unknown) => value;
    return {
      key,
      read(source, caller) {
        const value = resolve(source as never, args as never, caller);
        if (value !== null && value !== undefined) return convert(value, caller);
        if (!nullable) throw new Error(`${parent.name}.${field.name.value} is null`);
        return null;
      },
    };
  }

  private object(parent: GraphQLObjectType, field: FieldNode): (value: unknown, caller: Caller) => unknown {
    const type = this.typeOf(parent, field);
    if (!isObjectType(type)) throw new GraphQLError(`Sandbox: ${type.name} in a bulk query is not implemented`);
    const fields = this.fieldsOf(field.selectionSet, type);
    const nested = fields.find((inner) => this.isConnection(type, inner));
    if (nested && this.isList(parent, field)) throw new InvalidBulkQuery("Queries that contain a connection field within a list field are not currently supported.");
    if (nested) throw new GraphQLError(`Sandbox: a connection within an object (${field.name.value} { ${nested.name.value} }) is not implemented in bulk queries`);
    const reads = fields.map((inner) => this.read(type, inner));
    return (value, caller) => (Array.isArray(value) ? value.map((item) => readAll(reads, item, caller)) : readAll(reads, value, caller));
  }

  private nodeSelection(parent: GraphQLObjectType, field: FieldNode): { selections: SelectionSetNode | undefined; type: GraphQLObjectType } {
    const connection = this.requireObject(this.typeOf(parent, field));
    for (const inner of this.fieldsOf(field.selectionSet, connection)) {
      if (inner.name.value === "nodes") return { selections: inner.selectionSet, type: this.requireObject(this.typeOf(connection, inner)) };
      if (inner.name.value !== "edges") continue;
      const edge = this.requireObject(this.typeOf(connection, inner));
      const node = this.fieldsOf(inner.selectionSet, edge).find(({ name }) => name.value === "node");
      if (node) return { selections: node.selectionSet, type: this.requireObject(this.typeOf(edge, node)) };
    }
    throw new InvalidBulkQuery(`The connection \`${field.name.value}\` must select its nodes.`);
  }

  private implementation(parent: GraphQLObjectType, field: FieldNode): Field & { args: Record<string, unknown>; nullable: boolean } {
    const definition = parent.getFields()[field.name.value];
    const implementation = findField(parent.name, field.name.value);
    if (!definition || !implementation) throw new Error(`${parent.name}.${field.name.value} passed validation without an implementation`);
    return { ...implementation, args: withoutNulls(getArgumentValues(definition, field)), nullable: !isNonNullType(definition.type) };
  }

  private typeOf(parent: GraphQLObjectType, field: FieldNode) {
    const definition = parent.getFields()[field.name.value];
    if (definition) return getNamedType(definition.type);
    const typeName = this.schema.getType("String");
    if (field.name.value === "__typename" && typeName) return typeName;
    throw new Error(`${parent.name}.${field.name.value} passed validation without a definition`);
  }

  private isList(parent: GraphQLObjectType, field: FieldNode): boolean {
    const type = parent.getFields()[field.name.value]?.type;
    return isListType(isNonNullType(type) ? type.ofType : type);
  }

  private requireObject(type: unknown): GraphQLObjectType {
    if (isObjectType(type)) return type;
    throw new GraphQLError(`Sandbox: ${String(type)} in a bulk query is not implemented`);
  }
}

/** A record's fields in the order of the selection. */
export function readAll(fields: readonly Read[], source: unknown, caller: Caller): Record<string, unknown> {
  const json: Record<string, unknown> = {};
  for (const field of fields) json[field.key] = field.read(source, caller);
  return json;
}
