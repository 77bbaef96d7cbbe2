import { cancelBulkOperation } from "../../bulk/cancel-bulk-operation.ts";
import { createStagedUploads, type StagedUploadInput } from "../../bulk/create-staged-uploads.ts";
import { startBulkMutation, type StartMutationArgs } from "../../bulk/start-bulk-mutation.ts";
import { startBulkQuery, type StartQueryArgs } from "../../bulk/start-bulk-query.ts";
import { type Fields, plain, withArguments } from "../fields.ts";
import { changeTagsByGid } from "../mutations/change-tags-by-gid.ts";
import { createDefinition, type DefinitionInput } from "../mutations/create-definition.ts";
import { createMembersQuery, type MembersQueryInput } from "../mutations/create-members-query.ts";
import { deleteDefinition, type DeleteDefinitionArgs } from "../mutations/delete-definition.ts";
import { deleteMetafields } from "../mutations/delete-metafields.ts";
import { createSegmentBy, deleteSegmentBy, type NewSegment, updateSegmentBy } from "../mutations/segments-by-gid.ts";
import { type MetafieldInput, setMetafields } from "../mutations/set-metafields.ts";

type Root = undefined;

type TagArgs = { id: string; tags: string[] };

export const mutationFields: Fields<Root> = {
  tagsAdd: withArguments<Root, TagArgs>(["id", "tags"], (_root, args, caller) => changeTagsByGid("tagsAdd", args, caller)),
  tagsRemove: withArguments<Root, TagArgs>(["id", "tags"], (_root, args, caller) => changeTagsByGid("tagsRemove", args, caller)),
  metafieldsSet: withArguments<Root, { metafields: MetafieldInput[] }>(["metafields"], (_root, args, caller) => setMetafields(args.metafields, caller)),
  metafieldsDelete: withArguments<Root, { metafields: Parameters<typeof deleteMetafields>[0] }>(["metafields"], (_root, args, caller) =>
    deleteMetafields(args.metafields, caller),
  ),
  metafieldDefinitionCreate: withArguments<Root, { definition: DefinitionInput }>(["definition"], (_root, args, caller) =>
    createDefinition(args.definition, caller),
  ),
  metafieldDefinitionDelete: withArguments<Root, DeleteDefinitionArgs>(["identifier", "deleteAllAssociatedMetafields"], (_root, args, caller) =>
    deleteDefinition(args, caller),
  ),
  segmentCreate: withArguments<Root, NewSegment>(["name", "query"], (_root, args, caller) => createSegmentBy(args, caller)),
  segmentUpdate: withArguments<Root, Partial<NewSegment> & { id: string }>(["id", "name", "query"], (_root, args, caller) => updateSegmentBy(args, caller)),
  segmentDelete: withArguments<Root, { id: string }>(["id"], (_root, args, caller) => deleteSegmentBy(args, caller)),
  customerSegmentMembersQueryCreate: withArguments<Root, { input: MembersQueryInput }>(["input"], (_root, { input }, caller) =>
    createMembersQuery(input, caller),
  ),
  bulkOperationRunQuery: withArguments<Root, StartQueryArgs>(["query", "groupObjects"], (_root, args, caller) => startBulkQuery(args, caller)),
  bulkOperationRunMutation: withArguments<Root, StartMutationArgs>(["mutation", "stagedUploadPath", "clientIdentifier", "groupObjects"], (_root, args, caller) =>
    startBulkMutation(args, caller),
  ),
  bulkOperationCancel: withArguments<Root, { id: string }>(["id"], (_root, args, caller) => cancelBulkOperation(args.id, caller)),
  stagedUploadsCreate: withArguments<Root, { input: StagedUploadInput[] }>(["input"], (_root, args, caller) => createStagedUploads(args.input, caller)),
};

const tagsPayload = plain("node", "userErrors");
const bulkPayload = plain("bulkOperation", "userErrors");
const userError = plain("field", "message");
const codedUserError = plain("field", "message", "code");

export const mutationPartFields = {
  TagsAddPayload: tagsPayload,
  TagsRemovePayload: tagsPayload,
  MetafieldsSetPayload: plain("metafields", "userErrors"),
  MetafieldsDeletePayload: plain("deletedMetafields", "userErrors"),
  MetafieldIdentifier: plain("ownerId", "namespace", "key"),
  MetafieldDefinitionCreatePayload: plain("createdDefinition", "userErrors"),
  MetafieldDefinitionDeletePayload: plain("deletedDefinition", "userErrors"),
  MetafieldDefinitionIdentifier: plain("ownerType", "namespace", "key"),
  BulkOperationRunQueryPayload: bulkPayload,
  BulkOperationRunMutationPayload: bulkPayload,
  BulkOperationCancelPayload: bulkPayload,
  StagedUploadsCreatePayload: plain("stagedTargets", "userErrors"),
  StagedMediaUploadTarget: plain("url", "resourceUrl", "parameters"),
  StagedUploadParameter: plain("name", "value"),
  UserError: userError,
  BulkOperationUserError: codedUserError,
  BulkMutationUserError: codedUserError,
  MetafieldDefinitionCreateUserError: codedUserError,
  MetafieldDefinitionDeleteUserError: codedUserError,
  MetafieldsSetUserError: plain("field", "message", "code", "elementIndex"),
};
