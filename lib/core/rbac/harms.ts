/** Rights that do harm where they are, beside the `dangers` that lead further. */
import { requestsFor } from "./requests-for.ts";

const rbac = "rbac.authorization.k8s.io";
const create = ["create", "update", "patch"];
const remove = ["delete", "deletecollection"];

const forwardedByGet = requestsFor(["get"], ["", "pods/portforward"]);

/** Getting a proxy opens it. */
export const connections = {
  requests: [
    ...requestsFor(["create"], ["", "pods/portforward"]),
    ...requestsFor(["get", "create"], ["", "pods/proxy"], ["", "services/proxy"]),
    ...forwardedByGet,
  ],
  until: { minor: 34, requests: forwardedByGet },
};

export const roleWriting = requestsFor(create, [rbac, "roles"], [rbac, "clusterroles"]);
export const bindingWriting = requestsFor(create, [rbac, "rolebindings"], [rbac, "clusterrolebindings"]);

export const trafficByStatus = requestsFor(["update", "patch"], ["", "pods/status"], ["", "services/status"]);
export const trafficByEndpoints = requestsFor(create, ["", "endpoints"], ["discovery.k8s.io", "endpointslices"]);
/** A Service names external addresses of its choice (CVE-2020-8554). */
export const trafficByServices = requestsFor(create, ["", "services"]);

export const evidenceRemoval = requestsFor([...remove, "update", "patch"], ["", "events"], ["events.k8s.io", "events"]);

export const isolationRemoval = requestsFor([...create, ...remove], ["networking.k8s.io", "networkpolicies"]);
export const storageClassWriting = requestsFor([...create, "delete"], ["storage.k8s.io", "storageclasses"]);

export const definitionWriting = requestsFor(create, ["apiextensions.k8s.io", "customresourcedefinitions"]);

export const podRemoval = [...requestsFor(remove, ["", "pods"]), ...requestsFor(["create"], ["", "pods/eviction"])];
