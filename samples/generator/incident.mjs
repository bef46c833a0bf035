export const INCIDENT_EVENTS = 4600;
export const INCIDENT_SEED = 20260314;
export const incidentLog = () => ({ lines: [] });
