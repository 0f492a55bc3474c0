// Judges pods by Kubernetes' own library: one pod in JSON a line, and for each a line of what every version of both levels says.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"reflect"
	"strings"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/pod-security-admission/api"
	"k8s.io/pod-security-admission/policy"
)

type violation struct {
	Check  string `json:"check"`
	Reason string `json:"reason"`
	Detail string `json:"detail"`
}

// step holds from a minor on, until the next step.
type step struct {
	Since      int         `json:"since"`
	Violations []violation `json:"violations"`
}

const newest = 40

// named lets results tell which check they are of.
func named(check policy.Check) policy.Check {
	for i := range check.Versions {
		judge := check.Versions[i].CheckPod
		check.Versions[i].CheckPod = func(meta *metav1.ObjectMeta, spec *corev1.PodSpec) policy.CheckResult {
			result := judge(meta, spec)
			result.ForbiddenReason = string(check.ID) + "\x00" + result.ForbiddenReason
			return result
		}
	}
	return check
}

func main() {
	var checks []policy.Check
	for _, check := range policy.DefaultChecks() {
		checks = append(checks, named(check))
	}
	evaluator, err := policy.NewEvaluator(checks, nil)
	if err != nil {
		panic(err)
	}
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(nil, 1<<20)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	for in.Scan() {
		var pod corev1.Pod
		if err := json.Unmarshal(in.Bytes(), &pod); err != nil {
			fmt.Fprintln(os.Stderr, err, in.Text())
			os.Exit(1)
		}
		answer := map[api.Level][]step{}
		for _, level := range []api.Level{api.LevelBaseline, api.LevelRestricted} {
			answer[level] = judge(evaluator, level, &pod)
		}
		if err := json.NewEncoder(out).Encode(answer); err != nil {
			panic(err)
		}
	}
}

func judge(evaluator policy.Evaluator, level api.Level, pod *corev1.Pod) []step {
	var steps []step
	for minor := 0; minor <= newest; minor++ {
		violations := []violation{}
		version := api.LevelVersion{Level: level, Version: api.MajorMinorVersion(1, minor)}
		for _, result := range evaluator.EvaluatePod(version, &pod.ObjectMeta, &pod.Spec) {
			if !result.Allowed {
				id, reason, _ := strings.Cut(result.ForbiddenReason, "\x00")
				violations = append(violations, violation{id, reason, result.ForbiddenDetail})
			}
		}
		if len(steps) == 0 || !reflect.DeepEqual(steps[len(steps)-1].Violations, violations) {
			steps = append(steps, step{minor, violations})
		}
	}
	return steps
}
