import { admissionPolicy, clusterPolicy, customKind, policyBinding } from "../operations/worlds.ts";
import { checkTester } from "../tester.ts";
import policies from "./policies.ts";

const rules = [{ name: "r", validate: { message: "m" } }];

checkTester(policies, {
  pass: [
    { name: "none", objects: [] },
    { name: "one that refuses", objects: [admissionPolicy("p"), policyBinding("b", "p", "Deny", "Audit")] },
    { name: "one of Kyverno that refuses", objects: [clusterPolicy("k", { validationFailureAction: "Enforce", rules })] },
    { name: "one of Kyverno that only adds", objects: [clusterPolicy("k", { rules: [{ name: "r", mutate: {} }] })] },
  ],
  fail: [
    {
      name: "one without a binding",
      objects: [admissionPolicy("p", { failurePolicy: "Ignore" })],
      finds: [
        { message: "unbound", object: "ValidatingAdmissionPolicy p" },
        { message: "ignoring", object: "ValidatingAdmissionPolicy p" },
      ],
    },
    {
      name: "one that only tells",
      objects: [admissionPolicy("p"), policyBinding("b", "p", "Audit", "Warn")],
      finds: [{ message: "silent", object: "ValidatingAdmissionPolicyBinding b" }],
    },
    {
      name: "a binding to nothing",
      objects: [policyBinding("b", "gone", "Deny")],
      finds: [{ message: "dangling", object: "ValidatingAdmissionPolicyBinding b" }],
    },
    {
      name: "one of Kyverno by its default",
      objects: [clusterPolicy("k", { rules })],
      finds: [{ message: "audit", object: "ClusterPolicy k" }],
    },
  ],
  notAssessed: [
    {
      name: "bindings were not seen",
      objects: [admissionPolicy("p")],
      unseen: ["validatingadmissionpolicybindings.admissionregistration.k8s.io"],
    },
    {
      name: "an engine whose policies are not evaluated",
      objects: [customKind("ConstraintTemplate", "templates.gatekeeper.sh")],
    },
  ],
});
