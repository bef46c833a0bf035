/**
 * Yandex Audit Trails: what the API server of a managed cluster logged, carried whole as the details of a data event
 * (yandex.cloud/docs/audit-trails/audit/k8s/events-ref, NativeApiServerEvent). Exports name the members as the service's API does or with
 * underscores; other event types are of the cloud admin API.
 */
import { inside, other, type Envelope } from './envelope';

export const yandex: Envelope = {
  form: 'Yandex Audit Trails events',
  open: (node) => {
    const type = node.textAt('event_type') ?? node.textAt('eventType');
    if (type?.startsWith('yandex.cloud.audit.') !== true) return undefined;
    const details = node.get('details');
    const event = details?.get('nativeApiServerEvent') ?? details?.get('native_api_server_event');
    return [event?.isObject === true ? inside(event) : other(node, `a Yandex Audit Trails record of the cloud admin API (${type.slice('yandex.cloud.audit.'.length)})`)];
  },
};
