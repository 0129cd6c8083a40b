import type { PlanKind } from './planApi';

const references = { account: 'accounts', rateTable: 'rate-tables' };

export const accounts: PlanKind = {
  path: 'accounts',
  list: 'accounts',
  type: 'Account',
  nameKey: 'name',
  right: 'accounts',
  title: 'Account',
  main: ['name', 'kind', 'rateTable', 'balance', 'creditLimit', 'lock', 'validUntil'],
  names: references,
};

export const rateTables: PlanKind = {
  path: 'rate-tables',
  list: 'rateTables',
  type: 'RateTable',
  nameKey: 'name',
  right: 'rates',
  title: 'Rate table',
  main: ['name', 'currency'],
  names: {},
};

export const ingressTrunks: PlanKind = {
  path: 'ingress-trunks',
  list: 'ingressTrunks',
  type: 'IngressTrunk',
  nameKey: 'name',
  right: 'trunks',
  title: 'Ingress trunk',
  main: ['name', 'account', 'addresses', 'lock', 'capacity', 'cps', 'password', 'rateTable', 'callingRewrite', 'calledRewrite'],
  names: references,
};

export const egressTrunks: PlanKind = {
  path: 'egress-trunks',
  list: 'egressTrunks',
  type: 'EgressTrunk',
  nameKey: 'name',
  right: 'trunks',
  title: 'Egress trunk',
  main: ['name', 'account', 'addresses', 'prefixes', 'priority', 'lock', 'capacity', 'cps', 'callingRewrite', 'calledRewrite'],
  names: references,
};

export const phones: PlanKind = {
  path: 'phones',
  list: 'phones',
  type: 'Phone',
  nameKey: 'number',
  right: 'phones',
  title: 'Phone',
  main: ['number', 'account', 'password', 'lock', 'dids', 'displayNumber', 'rateTable', 'lineCapacity'],
  names: references,
};

export const turnUsers: PlanKind = {
  path: 'turn-users',
  list: 'turnUsers',
  type: 'TurnUser',
  nameKey: 'name',
  right: 'turnUsers',
  title: 'TURN user',
  main: ['name', 'password', 'timeLimited', 'maxAllocations'],
  names: {},
};
