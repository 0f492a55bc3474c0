import { checkTester } from "../tester.ts";
import { node, systemConfigMap } from "../upgrade/worlds.ts";
import cloudMap from "./cloud-map.ts";

const role = (name: string) => `arn:aws:iam::111122223333:role/${name}`;
const map = (data: Readonly<Record<string, string>>) => systemConfigMap("aws-auth", data);
const nodes = `- rolearn: ${role("nodes")}\n  username: system:node:{{EC2PrivateDNSName}}\n  groups: [system:bootstrappers, system:nodes]\n`;
const eks = node(
  "a",
  { kubelet: "v1.37.1-eks-3f2a" },
  { spec: { providerID: "aws:///eu/i-1" }, labels: { "eks.amazonaws.com/nodegroup": "a" } },
);

checkTester(cloudMap, {
  pass: [
    {
      name: "nodes, and a role with a group of its own, outside of EKS",
      objects: [map({ mapRoles: `${nodes}- rolearn: ${role("team")}\n  groups: [team]\n`, mapUsers: "[]" })],
    },
  ],
  fail: [
    {
      name: "a role in system:masters, twice, a user that is a node, and a whole account, on EKS",
      objects: [
        eks,
        map({
          mapRoles: `${nodes}- rolearn: ${role("ops")}\n  groups: [system:masters]\n- rolearn: ${role("ops")}\n  groups: [system:masters]\n`,
          mapUsers: "- userarn: arn:aws:iam::111122223333:user/jane\n  groups: [system:nodes]\n",
          mapAccounts: '- "444455556666"\n',
        }),
      ],
      finds: [
        {
          message: "masters",
          object: "ConfigMap kube-system/aws-auth",
          path: "data.mapRoles",
          title:
            "ConfigMap kube-system/aws-auth makes arn:aws:iam::111122223333:role/ops a member of system:masters, whom no role of the cluster limits",
        },
        { message: "node", object: "ConfigMap kube-system/aws-auth", path: "data.mapUsers" },
        { message: "account", object: "ConfigMap kube-system/aws-auth", path: "data.mapAccounts" },
      ],
    },
    {
      name: "a name that is no ARN is not repeated",
      objects: [map({ mapRoles: "- rolearn: hunter2\n  groups: [system:masters]\n" })],
      finds: [
        {
          message: "masters",
          object: "ConfigMap kube-system/aws-auth",
          title:
            "ConfigMap kube-system/aws-auth makes a role whose name is no ARN a member of system:masters, whom no role of the cluster limits",
        },
      ],
    },
  ],
  notApplicable: [
    { name: "no such map, and no EKS", objects: [node("a")] },
    {
      name: "a map of that name elsewhere",
      objects: [{ ...map({ mapRoles: nodes }), metadata: { namespace: "shop", name: "aws-auth" } }],
    },
  ],
  notAssessed: [
    { name: "EKS, whose access entries are not seen", objects: [eks, map({ mapRoles: nodes })] },
    { name: "EKS without the map", objects: [eks] },
    { name: "a map that cannot be read", objects: [map({ mapRoles: "- [" })] },
    { name: "ConfigMaps were not seen", objects: [], unseen: ["configmaps"] },
    { name: "an inventory of before the map was read", objects: [map({ mapRoles: nodes })], version: 12 },
  ],
});
