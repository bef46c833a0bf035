/** F5, K4 and what K1 to K3 and K5 need: what a user agent says, all of it the caller's choice. */
import { isHostileText } from './hostile-tests';
import { marked, type ValueMark } from './value-mark';

/** Scripts, bare HTTP libraries, and the names of tools made to attack clusters. */
const SCRIPTED =
  /^(?:Go-http-client|curl|Wget|python-requests|python-urllib|Python-urllib|aiohttp|httpx|HTTPie|okhttp|axios|node-fetch|undici|Java|Ruby|PostmanRuntime|insomnia|Apache-HttpClient|libwww-perl|Nmap|masscan|zgrab|Nuclei|sqlmap|gobuster|ffuf|dirbuster)\b|kube-hunter|kubeletctl|kubesploit|peirates|kdigger|kubeaudit|rakkess|kube-bench|cdk\/|botb|masscan|nikto|nuclei/i;

/** `kubectl/v1.30.1 (linux/amd64) kubernetes/6911225`, as client-go writes it. */
const CLIENT_GO = /^[^\s/]+\/\S+ \(([a-z0-9]+\/[a-z0-9_]+)\)/;
const KUBECTL = /^kubectl(?:\.exe)?\/v1\.(\d{1,3})(?:\D|$)/;
const ANY_KUBECTL = /^kubectl(?:\.exe)?(?:\/|$)/;
const COMPONENT = /^(?:kube-controller-manager|kube-scheduler|kube-apiserver|cloud-controller-manager)\//;

export const isScripted = (agent: string): boolean => agent.trim() === '' || SCRIPTED.test(agent);

/** The minor version kubectl claims; '' when it claims none. */
export const kubectlMinor = (agent: string): string | undefined => (ANY_KUBECTL.test(agent) ? (KUBECTL.exec(agent)?.[1] ?? '') : undefined);

export const isComponent = (agent: string): boolean => COMPONENT.test(agent);

export function marksOfAgent(agent: string): ValueMark[] {
  // Servers cut a user agent at 1024 bytes.
  const text = agent.slice(0, 2048);
  const minor = kubectlMinor(text);
  const platform = CLIENT_GO.exec(text)?.[1];
  return [
    ...(isHostileText(text) ? [marked('F5')] : []),
    ...(isScripted(text) ? [marked('K4')] : []),
    ...(minor === undefined ? [] : [marked('kubectl', minor === '' ? null : minor)]),
    ...(isComponent(text) ? [marked('component')] : []),
    ...(platform === undefined ? [] : [marked('platform', platform)]),
  ];
}
