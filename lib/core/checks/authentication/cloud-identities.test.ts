import type { KubernetesObject } from "../../inventory/from-objects.ts";
import { checkTester } from "../tester.ts";
import cloudIdentities from "./cloud-identities.ts";

const role = "arn:aws:iam::111122223333:role/orders";
const aws = (value = role) => ({ "eks.amazonaws.com/role-arn": value });
const google = { "iam.gke.io/gcp-service-account": "orders@shop.iam.gserviceaccount.com" };
const azure = { "azure.workload.identity/client-id": "7f6b1a6e-0000-4000-8000-000000000001" };

const account = (name: string, annotations: Record<string, string> = {}, namespace = "shop"): KubernetesObject => ({
  apiVersion: "v1",
  kind: "ServiceAccount",
  metadata: { namespace, name, annotations },
});
const pod = (name: string, serviceAccountName: string, metadata: object = {}): KubernetesObject => ({
  apiVersion: "v1",
  kind: "Pod",
  metadata: { namespace: "shop", name, ...metadata },
  spec: { serviceAccountName, containers: [{ name: "c", image: "i" }] },
});
const node = (providerID: string): KubernetesObject => ({
  apiVersion: "v1",
  kind: "Node",
  metadata: { name: "n" },
  spec: { providerID },
});
const open: KubernetesObject = {
  apiVersion: "v1",
  kind: "Service",
  metadata: { namespace: "shop", name: "orders" },
  spec: { type: "LoadBalancer", selector: { app: "orders" }, ports: [{ port: 443 }] },
};
const podIdentity: KubernetesObject = {
  apiVersion: "apps/v1",
  kind: "DaemonSet",
  metadata: { namespace: "kube-system", name: "eks-pod-identity-agent" },
  spec: { selector: {}, template: { spec: { containers: [{ name: "c", image: "i" }] } } },
};
const labelled = { labels: { "azure.workload.identity/use": "true" } };

checkTester(cloudIdentities, {
  pass: [
    { name: "an identity of its own for one workload", objects: [account("orders", aws()), pod("orders", "orders")] },
    { name: "no identity at all", objects: [account("default"), pod("a", "default"), pod("b", "default"), node("aws:///x/i-1")] },
    { name: "an annotation without a value", objects: [account("default", aws(""))] },
    { name: "a role whose name only looks like it", objects: [account("orders", aws("arn:aws:iam::1:role/badminton-rooted"))] },
    {
      name: "the one of two pods that asks Azure for it",
      objects: [account("orders", azure), pod("orders", "orders", labelled), pod("web", "orders")],
    },
  ],
  fail: [
    {
      name: "the default account",
      objects: [account("default", aws()), pod("a", "default"), pod("b", "default")],
      finds: [
        {
          message: "default",
          object: "ServiceAccount shop/default",
          title: `Every pod of its namespace that names no service account is ${role} in the cloud: ServiceAccount shop/default has that identity`,
        },
      ],
    },
    {
      name: "a role that administers, by its name",
      objects: [account("orders", aws("arn:aws:iam::111122223333:role/team/cluster-Admin"))],
      finds: [{ message: "powerful", object: "ServiceAccount shop/orders" }],
    },
    {
      name: "two workloads of one account",
      objects: [account("orders", google), pod("orders", "orders"), pod("web", "orders")],
      finds: [{ message: "shared", object: "ServiceAccount shop/orders" }],
    },
    {
      name: "two accounts of one identity",
      objects: [account("orders", aws()), account("copied", aws(), "test")],
      finds: [
        { message: "spread", object: "ServiceAccount shop/orders" },
        { message: "spread", object: "ServiceAccount test/copied" },
      ],
    },
    {
      name: "a workload that strangers reach",
      objects: [account("orders", aws()), pod("orders", "orders", { labels: { app: "orders" } }), open],
      finds: [{ message: "exposed", object: "Pod shop/orders" }],
    },
    {
      name: "a role that a pod names for itself",
      objects: [pod("orders", "default", { annotations: { "iam.amazonaws.com/role": "orders" } })],
      finds: [{ message: "named", object: "Pod shop/orders" }],
    },
  ],
  notAssessed: [
    { name: "accounts were not seen", objects: [], unseen: ["serviceaccounts"] },
    { name: "pods of a namespace were not seen", objects: [account("orders", aws())], dark: { pods: ["shop"] } },
    { name: "Google Cloud, which takes accounts by their name", objects: [node("gce://shop/zone/n")] },
    { name: "EKS Pod Identity, whose associations lie in AWS", objects: [node("aws:///x/i-1"), podIdentity] },
    { name: "an identity of Azure that only the pod knows", objects: [account("orders"), pod("orders", "orders", labelled)] },
  ],
});
