// Made from openapi.json by 'npm run types'.
export interface paths {
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The process lives */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["HealthView"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The switch takes calls */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["HealthView"];
                    };
                };
                /** @description Service Unavailable */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["HealthView"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Metrics in Prometheus' text format */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/plain": string;
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who has signed in
         * @description Needs no key. csrf goes into the header X-Tandem-Csrf of each write that the cookie, not a key, opens.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SessionView"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Sign in, or make the first user
         * @description With name and password, and code if the user has an authenticator app: when it alone is missing, the 401 has an entry 'code'. With key, the installation key, and while there is no user, it makes the first one, an administrator. Answers with a cookie that scripts can't read.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["SignInRequest"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SessionView"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Conflict */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Service Unavailable */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        /** Sign out */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Change one's own password
         * @description The user's other sessions end.
         */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["PasswordRequest"];
                };
            };
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Conflict */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Service Unavailable */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/totp": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Confirm one-time codes by the first code */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["CodeRequest"];
                };
            };
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Conflict */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        /**
         * Begin one-time codes
         * @description Answers the secret for an authenticator app. Signing in needs no code until PUT has brought the first one. Who has codes already, and wants those of another app, gives password or code.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: {
                content: {
                    "application/json": null | components["schemas"]["ProofRequest"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["TotpView"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Conflict */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Service Unavailable */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        /**
         * End one-time codes
         * @description The body has the password, or a code: who finds a browser open does not end them.
         */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: {
                content: {
                    "application/json": null | components["schemas"]["ProofRequest"];
                };
            };
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Conflict */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Service Unavailable */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All users */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PageOfUserView"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        /** Add a user */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["UserEdit"];
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["UserView"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Conflict */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One user
         * @description With his ETag. Passwords are never returned.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["UserView"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        /**
         * Change a user
         * @description If-Match takes the ETag. A password that is left out stays, and so do accounts and geofence; null is everything. Other rights, another password, another geofence or being disabled end his sessions.
         */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["UserEdit"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["UserView"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Conflict */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Precondition Failed */
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        post?: never;
        /** Delete a user */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Conflict */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Precondition Failed */
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{name}/last-change": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who changed a user last
         * @description And when. For who may edit it.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["LastChangeView"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{name}/lock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Let a user try again who is locked out
         * @description 'lockedUntil' of a user says until when wrong passwords or codes in a row keep out whoever comes under his name. From now on the count begins anew; that of the addresses goes on.
         */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All roles, the built-in ones first
         * @description Rights are view or edit on a page: overview, alarms, calls, cdrs, shares, recordings, illegalCalls, firewall, blacklists, nat, selfTests, trunks, phones, turnUsers, routing, testCalls, accounts, payments, rates, system, plan, backups, soaks, audit, people.
         */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PageOfRoleView"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Add a role
         * @description Nobody gives rights that he has not himself.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["RoleEdit"];
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RoleView"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Conflict */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/roles/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One role
         * @description With its ETag.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RoleView"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        /**
         * Change a role
         * @description In force with the next request of those who have it. If-Match takes the ETag.
         */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["RoleEdit"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RoleView"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Conflict */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Precondition Failed */
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        post?: never;
        /** Delete a role that nobody has */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Conflict */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Precondition Failed */
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/roles/{name}/last-change": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who changed a role last
         * @description And when. For who may edit it.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["LastChangeView"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All API keys, without the keys themselves */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PageOfApiKeyView"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Make an API key
         * @description 'key' in the answer is the key, and is never told again. It goes into 'Authorization: Bearer KEY'.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ApiKeyEdit"];
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ApiKeyView"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Conflict */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/api-keys/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One API key, without the key itself
         * @description With its ETag.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ApiKeyView"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        /**
         * Change what an API key may do
         * @description Accounts and a geofence that are left out stay; null is everything. It holds from the next request on.
         */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ApiKeyEdit"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ApiKeyView"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Precondition Failed */
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        post?: never;
        /**
         * Delete an API key
         * @description It opens nothing from the next request on.
         */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Precondition Failed */
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/api-keys/{name}/last-change": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who changed an API key last
         * @description And when. For who may edit it.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["LastChangeView"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who did what, newest first
         * @description Filters: from, to, actor, action (plan, payment, user, role, api-key, sign-in, sign-in-failed, sign-out, refused-foreign, hang-up, registration, recording, share, report, evidence, evidence-key, backup, restore, ban, firewall-list, number-list), subject; a subject that ends in * is a beginning. The actor is a user, admin (the installation key), key:NAME (an API key), or a part of the switch itself.
         */
        get: {
            parameters: {
                query?: {
                    from?: string;
                    to?: string;
                    actor?: string;
                    action?: string;
                    subject?: string;
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PageOfAuditLineView"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/overview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The switch at a glance: now, the last hour, today, alarms, charts
         * @description One picture a second for all who ask. The same comes each second as event 'overview' to who listens to /events?topics=overview, without the charts.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["OverviewView"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/overload": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether work is turned away for want of time, since when, and how much of whom
         * @description As it is at this moment. level is none, strangers or all; SS_OVERLOAD_DELAY says from which delay on.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["OverloadView"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ledger": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What moved money, over all accounts, newest first
         * @description Filters: from, to, account, kind (recharge, deduct, opening, call, cost, or notOfCalls for all but call and cost), currency, amount (the same amount, on or off), reference; a reference that ends in * is a beginning. Entries come in the order in which they were booked. format is json (default) or csv, also by Accept; csv carries the cursor in the Tandem-Next header.
         */
        get: {
            parameters: {
                query?: {
                    from?: string;
                    to?: string;
                    account?: string;
                    kind?: string;
                    currency?: string;
                    amount?: string;
                    reference?: string;
                    limit?: number;
                    cursor?: string;
                    format?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PageOfLedgerEntryView"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Verify balances and charges
         * @description Waits until all ended calls are stored, then derives balances from the ledger and charges from the records, and answers every difference.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["VerifyView"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Service Unavailable */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/illegal-calls": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Illegal calls by source address, most first
         * @description from and to bound the time. Sources of the white list are left out, unless whiteListed is true. The single records are CDRs with billingMode -9.
         */
        get: {
            parameters: {
                query?: {
                    from?: string;
                    to?: string;
                    whiteListed?: boolean;
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PageOfIllegalSourceView"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/illegal-calls/report": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Illegal calls of a period as a report
         * @description format is pdf (the default) or csv. from inclusive, to exclusive, 366 days at most; without them the last 30 days. By source: network, country and system (with --geo), first, last, attempts, numbers, user agents, times of day (UTC); with totals, and who made it when. Sources of the white list are only counted.
         */
        get: {
            parameters: {
                query?: {
                    from?: string;
                    to?: string;
                    format?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/pdf": string;
                        "text/csv": string;
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/illegal-calls/patterns": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What illegal calls of a period have in common
         * @description from inclusive, to exclusive, 366 days at most; without them the last 7 days. source: of one address. Kinds: sequentialDialling (a source walks numbers), sharedNumber (one number from many sources), prefixGuessing (many prefixes before one number), abusedDestination (countries and ranges known for revenue share fraud, and SERVER_ILLEGAL_CALL_PREMIUM_PREFIXES), nightBurst. Sources of the white list are left out. The newest 200000 records are looked at.
         */
        get: {
            parameters: {
                query?: {
                    from?: string;
                    to?: string;
                    source?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AttackPatternsView"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/illegal-calls/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Illegal calls, other offences, bans, patterns and alarms of a period by time
         * @description from inclusive, to exclusive, 366 days at most; without them the last 7 days. source: of one address. Up to six hours are told by minutes, up to 16 days by hours, more by days (UTC); each part has its entry. A folded record counts when it began. Sources of the white list are left out. Offences are what strangers tried other than calls: wrong passwords (a refused registration is one), sweeps, what scanners send, broken messages; they count whether their rule is on or not, and of one source as far as it was among the heaviest. Alarms are there for whoever may see them (alarms:view), for others there are none. Patterns are looked for in the newest 200000 records: isWhole is false when there are more.
         */
        get: {
            parameters: {
                query?: {
                    from?: string;
                    to?: string;
                    source?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AttackTimelineView"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/registrations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What phones have registered, by number */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PageOfRegistrationView"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/outward-registrations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How egress trunks are registered at their carriers */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PageOfOutwardRegistrationView"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/phones/{name}/registrations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What one phone has registered, best first */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PageOfRegistrationView"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/registrations/{number}/ladder": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The last messages of a phone's registrations
         * @description The last REGISTERs with their answers, as they were on the wire (credentials blanked), as far as their place in memory lasts: not over a restart. Messages that anybody sent in the phone's name are among them, by their source.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    number: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["LadderView"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/registrations/{number}/pcap": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The last messages of a phone's registrations as a capture
         * @description The last REGISTERs with their answers, as they were on the wire (credentials blanked), as far as their place in memory lasts: not over a restart. Messages that anybody sent in the phone's name are among them, by their source. With ?format=pcapng, or when Accept asks for it, with comments.
         */
        get: {
            parameters: {
                query?: {
                    format?: string;
                };
                header?: never;
                path: {
                    number: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/vnd.tcpdump.pcap": string;
                        "application/x-pcapng": string;
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/outward-registrations/{trunk}/ladder": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The last messages of a trunk's registrations at its carrier
         * @description The last REGISTERs that were sent, and the carrier's answers; repeats are left out.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    trunk: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["LadderView"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/outward-registrations/{trunk}/pcap": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The last messages of a trunk's registrations as a capture
         * @description With ?format=pcapng, or when Accept asks for it, with comments.
         */
        get: {
            parameters: {
                query?: {
                    format?: string;
                };
                header?: never;
                path: {
                    trunk: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/vnd.tcpdump.pcap": string;
                        "application/x-pcapng": string;
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/phones/{name}/registrations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Ends a registration
         * @description The phone is not told. It comes back when it registers again, unless its password or the plan has changed.
         */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    name: string;
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/simulations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What would happen to this call
         * @description Decides an imagined call by the functions that decide real ones, under the plan in force or one given with the request, with what its account may spend now.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["SimulationRequest"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SimulationView"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What changes on the switch
         * @description Server-sent events 'call', 'balance', 'nat', 'registration', 'ban.added', 'ban.lifted', 'number.added', 'number.lifted', 'alarm.raised', 'alarm.acknowledged', 'alarm.cleared' and 'overview', from one look a second: those that the caller may see. topics chooses, by comma: calls, balances, nat, registrations, bans, numbers, alarms, overview; without it all but the overview, which comes each second. Ends when the session does. After each 15 s a comment comes, so that no proxy takes the line for dead.
         */
        get: {
            parameters: {
                query?: {
                    topics?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/event-stream": string;
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Service Unavailable */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cdrs/{id}/shares": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a link that shows one call
         * @description 'token' in the answer is told once. hideNumbers puts stars in the place of the last four digits of every number, in the messages and captures too, and hides the names of carriers (carrier 1, carrier 2). Carriers' money is never shown.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ShareOrder"];
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ShareView"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Conflict */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/nat-checks/{id}/shares": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make a link that shows one result of nat-check */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ShareOrder"];
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ShareView"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Conflict */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/nat-checks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What nat-check has reported from the self-test page, newest first
         * @description Kept for a week, 1,000 at most.
         */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PageOfNatCheckView"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The plan in force
         * @description YAML, or JSON when Accept asks for it. Secrets are never returned. The ETag is the revision.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/yaml": string;
                        "application/json": string;
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        /**
         * Replace the plan
         * @description YAML or JSON by Content-Type. With dryRun=true nothing is changed. A secret that is left out keeps its value. Every problem is named with its line. ${NAME:-default} takes its default here; 'tandem apply' fills it from its own environment.
         */
        put: {
            parameters: {
                query?: {
                    dryRun?: boolean;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/yaml": string;
                    "application/json": string;
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PlanChanged"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plan/revisions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The revisions of the plan, newest first */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PageOfPlanRevisionView"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plan/revisions/{n}/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a revision changed in the one before it */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    n: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PageOfPlanChangeView"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plan/revisions/{n}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Go back to a revision
         * @description As a new revision: nothing is taken out of the history. Money stays as it is. With dryRun=true nothing is changed. If-Match takes the ETag of the plan.
         */
        post: {
            parameters: {
                query?: {
                    dryRun?: boolean;
                };
                header?: never;
                path: {
                    n: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PlanChanged"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Precondition Failed */
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All accounts
         * @description 'balance' is the balance now, 'available' what calls may still use of it, 'currency' the currency of both, empty while no rate table prices its calls.
         */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PageOfJsonObject"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Add an account
         * @description Its fields are those of Account. With dryRun=true nothing is changed, and the answer is what would be (PlanChanged). The header Tandem-Revision names the revision that a write made.
         */
        post: {
            parameters: {
                query?: {
                    dryRun?: boolean;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["JsonObject"];
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["JsonObject"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Conflict */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change, add and remove many accounts
         * @description As one revision: all rows or none, at most 10000. Each value has fields of Account. What is wrong is named by its row: rows[3].capacity. With dryRun=true nothing is changed; the ETag that each row is answered with may then be the ifMatch of the row. The header Tandem-Revision names the revision that was made.
         */
        patch: {
            parameters: {
                query?: {
                    dryRun?: boolean;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["BulkEdit"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["BulkChanged"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Conflict */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Precondition Failed */
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/v1/accounts/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One account
         * @description Its fields are those of Account. With its ETag. Secrets are never returned. 'balance' is the balance now, 'available' what calls may still use of it, 'currency' the currency of both, empty while no rate table prices its calls.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["JsonObject"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        /**
         * Replace an account, or add it
         * @description Its fields are those of Account. If-Match takes the object's ETag. A secret that is left out keeps its value; an empty one is removed. With dryRun=true nothing is changed, and the answer is what would be (PlanChanged). The header Tandem-Revision names the revision that a write made.
         */
        put: {
            parameters: {
                query?: {
                    dryRun?: boolean;
                };
                header?: never;
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["JsonObject"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["JsonObject"];
                    };
                };
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["JsonObject"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Precondition Failed */
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        post?: never;
        /**
         * Remove an account
         * @description Refused while another object of the plan refers to it. With dryRun=true nothing is changed, and the answer is what would be (PlanChanged). The header Tandem-Revision names the revision that a write made.
         */
        delete: {
            parameters: {
                query?: {
                    dryRun?: boolean;
                };
                header?: never;
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Conflict */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Precondition Failed */
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        /**
         * Change some fields of an account
         * @description Its fields are those of Account. JSON Merge Patch, RFC 7396. With dryRun=true nothing is changed, and the answer is what would be (PlanChanged). The header Tandem-Revision names the revision that a write made.
         */
        patch: {
            parameters: {
                query?: {
                    dryRun?: boolean;
                };
                header?: never;
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["JsonObject"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["JsonObject"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Precondition Failed */
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/v1/accounts/revisions/{n}/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take back what a revision did to accounts
         * @description As a new revision. Refused with 412 when one of them has been changed since, with an entry for each of those; with leaveChanged=true these stay as they are, and the others are taken back. What others changed elsewhere stays. With dryRun=true nothing is changed.
         */
        post: {
            parameters: {
                query?: {
                    dryRun?: boolean;
                    leaveChanged?: boolean;
                };
                header?: never;
                path: {
                    n: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PlanChanged"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Conflict */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Precondition Failed */
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/accounts/{name}/last-change": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who changed an account last
         * @description And when. For who may edit it.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["LastChangeView"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rate-tables": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All rate-tables
         * @description 'rateCount' is the number of its rates.
         */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PageOfJsonObject"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Add a rate table
         * @description Its fields are those of RateTable. With dryRun=true nothing is changed, and the answer is what would be (PlanChanged). The header Tandem-Revision names the revision that a write made.
         */
        post: {
            parameters: {
                query?: {
                    dryRun?: boolean;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["JsonObject"];
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["JsonObject"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Conflict */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change, add and remove many rate-tables
         * @description As one revision: all rows or none, at most 10000. Each value has fields of RateTable. What is wrong is named by its row: rows[3].capacity. With dryRun=true nothing is changed; the ETag that each row is answered with may then be the ifMatch of the row. The header Tandem-Revision names the revision that was made.
         */
        patch: {
            parameters: {
                query?: {
                    dryRun?: boolean;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["BulkEdit"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["BulkChanged"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Conflict */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Precondition Failed */
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/v1/rate-tables/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One rate table
         * @description Its fields are those of RateTable. With its ETag. Secrets are never returned. 'rateCount' is the number of its rates.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["JsonObject"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        /**
         * Replace a rate table, or add it
         * @description Its fields are those of RateTable. If-Match takes the object's ETag. A secret that is left out keeps its value; an empty one is removed. With dryRun=true nothing is changed, and the answer is what would be (PlanChanged). The header Tandem-Revision names the revision that a write made.
         */
        put: {
            parameters: {
                query?: {
                    dryRun?: boolean;
                };
                header?: never;
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["JsonObject"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["JsonObject"];
                    };
                };
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["JsonObject"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Precondition Failed */
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        post?: never;
        /**
         * Remove a rate table
         * @description Refused while another object of the plan refers to it. With dryRun=true nothing is changed, and the answer is what would be (PlanChanged). The header Tandem-Revision names the revision that a write made.
         */
        delete: {
            parameters: {
                query?: {
                    dryRun?: boolean;
                };
                header?: never;
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Conflict */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Precondition Failed */
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        /**
         * Change some fields of a rate table
         * @description Its fields are those of RateTable. JSON Merge Patch, RFC 7396. With dryRun=true nothing is changed, and the answer is what would be (PlanChanged). The header Tandem-Revision names the revision that a write made.
         */
        patch: {
            parameters: {
                query?: {
                    dryRun?: boolean;
                };
                header?: never;
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["JsonObject"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["JsonObject"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Precondition Failed */
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/v1/rate-tables/revisions/{n}/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take back what a revision did to rate-tables
         * @description As a new revision. Refused with 412 when one of them has been changed since, with an entry for each of those; with leaveChanged=true these stay as they are, and the others are taken back. What others changed elsewhere stays. With dryRun=true nothing is changed.
         */
        post: {
            parameters: {
                query?: {
                    dryRun?: boolean;
                    leaveChanged?: boolean;
                };
                header?: never;
                path: {
                    n: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PlanChanged"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Conflict */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Precondition Failed */
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rate-tables/{name}/last-change": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who changed a rate table last
         * @description And when. For who may edit it.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["LastChangeView"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ingress-trunks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All ingress-trunks
         * @description 'live' is what it carries now, and is not part of the plan: calls in progress, callsLastSecond, and since the start callsTotal, refusedForLines and refusedForRate; outUntil while a carrier's Retry-After lasts; answerSeizureRatio in percent of the attempts in the window (null without any), with attempts and answers; acdSeconds, the average talk of the answered calls that ended in it (null without any).
         */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PageOfJsonObject"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Add an ingress trunk
         * @description Its fields are those of IngressTrunk. With dryRun=true nothing is changed, and the answer is what would be (PlanChanged). The header Tandem-Revision names the revision that a write made.
         */
        post: {
            parameters: {
                query?: {
                    dryRun?: boolean;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["JsonObject"];
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["JsonObject"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Conflict */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change, add and remove many ingress-trunks
         * @description As one revision: all rows or none, at most 10000. Each value has fields of IngressTrunk. What is wrong is named by its row: rows[3].capacity. With dryRun=true nothing is changed; the ETag that each row is answered with may then be the ifMatch of the row. The header Tandem-Revision names the revision that was made.
         */
        patch: {
            parameters: {
                query?: {
                    dryRun?: boolean;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["BulkEdit"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["BulkChanged"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Conflict */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Precondition Failed */
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/v1/ingress-trunks/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One ingress trunk
         * @description Its fields are those of IngressTrunk. With its ETag. Secrets are never returned. 'live' is what it carries now, and is not part of the plan: calls in progress, callsLastSecond, and since the start callsTotal, refusedForLines and refusedForRate; outUntil while a carrier's Retry-After lasts; answerSeizureRatio in percent of the attempts in the window (null without any), with attempts and answers; acdSeconds, the average talk of the answered calls that ended in it (null without any).
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["JsonObject"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        /**
         * Replace an ingress trunk, or add it
         * @description Its fields are those of IngressTrunk. If-Match takes the object's ETag. A secret that is left out keeps its value; an empty one is removed. With dryRun=true nothing is changed, and the answer is what would be (PlanChanged). The header Tandem-Revision names the revision that a write made.
         */
        put: {
            parameters: {
                query?: {
                    dryRun?: boolean;
                };
                header?: never;
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["JsonObject"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["JsonObject"];
                    };
                };
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["JsonObject"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Precondition Failed */
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        post?: never;
        /**
         * Remove an ingress trunk
         * @description Refused while another object of the plan refers to it. With dryRun=true nothing is changed, and the answer is what would be (PlanChanged). The header Tandem-Revision names the revision that a write made.
         */
        delete: {
            parameters: {
                query?: {
                    dryRun?: boolean;
                };
                header?: never;
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Conflict */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Precondition Failed */
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        /**
         * Change some fields of an ingress trunk
         * @description Its fields are those of IngressTrunk. JSON Merge Patch, RFC 7396. With dryRun=true nothing is changed, and the answer is what would be (PlanChanged). The header Tandem-Revision names the revision that a write made.
         */
        patch: {
            parameters: {
                query?: {
                    dryRun?: boolean;
                };
                header?: never;
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["JsonObject"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["JsonObject"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Precondition Failed */
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/v1/ingress-trunks/revisions/{n}/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take back what a revision did to ingress-trunks
         * @description As a new revision. Refused with 412 when one of them has been changed since, with an entry for each of those; with leaveChanged=true these stay as they are, and the others are taken back. What others changed elsewhere stays. With dryRun=true nothing is changed.
         */
        post: {
            parameters: {
                query?: {
                    dryRun?: boolean;
                    leaveChanged?: boolean;
                };
                header?: never;
                path: {
                    n: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PlanChanged"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Conflict */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Precondition Failed */
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ingress-trunks/{name}/last-change": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who changed an ingress trunk last
         * @description And when. For who may edit it.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["LastChangeView"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/egress-trunks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All egress-trunks
         * @description 'live' is what it carries now, and is not part of the plan: calls in progress, callsLastSecond, and since the start callsTotal, refusedForLines and refusedForRate; outUntil while a carrier's Retry-After lasts; answerSeizureRatio in percent of the attempts in the window (null without any), with attempts and answers; acdSeconds, the average talk of the answered calls that ended in it (null without any).
         */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PageOfJsonObject"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Add an egress trunk
         * @description Its fields are those of EgressTrunk. With dryRun=true nothing is changed, and the answer is what would be (PlanChanged). The header Tandem-Revision names the revision that a write made.
         */
        post: {
            parameters: {
                query?: {
                    dryRun?: boolean;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["JsonObject"];
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["JsonObject"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Conflict */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change, add and remove many egress-trunks
         * @description As one revision: all rows or none, at most 10000. Each value has fields of EgressTrunk. What is wrong is named by its row: rows[3].capacity. With dryRun=true nothing is changed; the ETag that each row is answered with may then be the ifMatch of the row. The header Tandem-Revision names the revision that was made.
         */
        patch: {
            parameters: {
                query?: {
                    dryRun?: boolean;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["BulkEdit"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["BulkChanged"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Conflict */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Precondition Failed */
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/v1/egress-trunks/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One egress trunk
         * @description Its fields are those of EgressTrunk. With its ETag. Secrets are never returned. 'live' is what it carries now, and is not part of the plan: calls in progress, callsLastSecond, and since the start callsTotal, refusedForLines and refusedForRate; outUntil while a carrier's Retry-After lasts; answerSeizureRatio in percent of the attempts in the window (null without any), with attempts and answers; acdSeconds, the average talk of the answered calls that ended in it (null without any).
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["JsonObject"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        /**
         * Replace an egress trunk, or add it
         * @description Its fields are those of EgressTrunk. If-Match takes the object's ETag. A secret that is left out keeps its value; an empty one is removed. With dryRun=true nothing is changed, and the answer is what would be (PlanChanged). The header Tandem-Revision names the revision that a write made.
         */
        put: {
            parameters: {
                query?: {
                    dryRun?: boolean;
                };
                header?: never;
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["JsonObject"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["JsonObject"];
                    };
                };
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["JsonObject"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Precondition Failed */
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        post?: never;
        /**
         * Remove an egress trunk
         * @description Refused while another object of the plan refers to it. With dryRun=true nothing is changed, and the answer is what would be (PlanChanged). The header Tandem-Revision names the revision that a write made.
         */
        delete: {
            parameters: {
                query?: {
                    dryRun?: boolean;
                };
                header?: never;
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Conflict */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Precondition Failed */
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        /**
         * Change some fields of an egress trunk
         * @description Its fields are those of EgressTrunk. JSON Merge Patch, RFC 7396. With dryRun=true nothing is changed, and the answer is what would be (PlanChanged). The header Tandem-Revision names the revision that a write made.
         */
        patch: {
            parameters: {
                query?: {
                    dryRun?: boolean;
                };
                header?: never;
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["JsonObject"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["JsonObject"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Precondition Failed */
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/v1/egress-trunks/revisions/{n}/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take back what a revision did to egress-trunks
         * @description As a new revision. Refused with 412 when one of them has been changed since, with an entry for each of those; with leaveChanged=true these stay as they are, and the others are taken back. What others changed elsewhere stays. With dryRun=true nothing is changed.
         */
        post: {
            parameters: {
                query?: {
                    dryRun?: boolean;
                    leaveChanged?: boolean;
                };
                header?: never;
                path: {
                    n: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PlanChanged"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Conflict */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Precondition Failed */
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/egress-trunks/{name}/last-change": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who changed an egress trunk last
         * @description And when. For who may edit it.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["LastChangeView"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/phones": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All phones
         * @description 'live' is what it carries now, and is not part of the plan: calls in progress, callsLastSecond, and since the start callsTotal, refusedForLines and refusedForRate; outUntil while a carrier's Retry-After lasts; answerSeizureRatio in percent of the attempts in the window (null without any), with attempts and answers; acdSeconds, the average talk of the answered calls that ended in it (null without any).
         */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PageOfJsonObject"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Add a phone
         * @description Its fields are those of Phone. With dryRun=true nothing is changed, and the answer is what would be (PlanChanged). The header Tandem-Revision names the revision that a write made.
         */
        post: {
            parameters: {
                query?: {
                    dryRun?: boolean;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["JsonObject"];
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["JsonObject"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Conflict */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change, add and remove many phones
         * @description As one revision: all rows or none, at most 10000. Each value has fields of Phone. What is wrong is named by its row: rows[3].capacity. With dryRun=true nothing is changed; the ETag that each row is answered with may then be the ifMatch of the row. The header Tandem-Revision names the revision that was made.
         */
        patch: {
            parameters: {
                query?: {
                    dryRun?: boolean;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["BulkEdit"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["BulkChanged"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Conflict */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Precondition Failed */
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/v1/phones/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One phone
         * @description Its fields are those of Phone. With its ETag. Secrets are never returned. 'live' is what it carries now, and is not part of the plan: calls in progress, callsLastSecond, and since the start callsTotal, refusedForLines and refusedForRate; outUntil while a carrier's Retry-After lasts; answerSeizureRatio in percent of the attempts in the window (null without any), with attempts and answers; acdSeconds, the average talk of the answered calls that ended in it (null without any).
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["JsonObject"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        /**
         * Replace a phone, or add it
         * @description Its fields are those of Phone. If-Match takes the object's ETag. A secret that is left out keeps its value; an empty one is removed. With dryRun=true nothing is changed, and the answer is what would be (PlanChanged). The header Tandem-Revision names the revision that a write made.
         */
        put: {
            parameters: {
                query?: {
                    dryRun?: boolean;
                };
                header?: never;
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["JsonObject"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["JsonObject"];
                    };
                };
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["JsonObject"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Precondition Failed */
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        post?: never;
        /**
         * Remove a phone
         * @description Refused while another object of the plan refers to it. With dryRun=true nothing is changed, and the answer is what would be (PlanChanged). The header Tandem-Revision names the revision that a write made.
         */
        delete: {
            parameters: {
                query?: {
                    dryRun?: boolean;
                };
                header?: never;
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Conflict */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Precondition Failed */
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        /**
         * Change some fields of a phone
         * @description Its fields are those of Phone. JSON Merge Patch, RFC 7396. With dryRun=true nothing is changed, and the answer is what would be (PlanChanged). The header Tandem-Revision names the revision that a write made.
         */
        patch: {
            parameters: {
                query?: {
                    dryRun?: boolean;
                };
                header?: never;
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["JsonObject"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["JsonObject"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Precondition Failed */
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/v1/phones/revisions/{n}/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take back what a revision did to phones
         * @description As a new revision. Refused with 412 when one of them has been changed since, with an entry for each of those; with leaveChanged=true these stay as they are, and the others are taken back. What others changed elsewhere stays. With dryRun=true nothing is changed.
         */
        post: {
            parameters: {
                query?: {
                    dryRun?: boolean;
                    leaveChanged?: boolean;
                };
                header?: never;
                path: {
                    n: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PlanChanged"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Conflict */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Precondition Failed */
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/phones/{name}/last-change": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who changed a phone last
         * @description And when. For who may edit it.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["LastChangeView"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/turn-users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All turn-users */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PageOfJsonObject"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Add a TURN user
         * @description Its fields are those of TurnUser. With dryRun=true nothing is changed, and the answer is what would be (PlanChanged). The header Tandem-Revision names the revision that a write made.
         */
        post: {
            parameters: {
                query?: {
                    dryRun?: boolean;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["JsonObject"];
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["JsonObject"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Conflict */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change, add and remove many turn-users
         * @description As one revision: all rows or none, at most 10000. Each value has fields of TurnUser. What is wrong is named by its row: rows[3].capacity. With dryRun=true nothing is changed; the ETag that each row is answered with may then be the ifMatch of the row. The header Tandem-Revision names the revision that was made.
         */
        patch: {
            parameters: {
                query?: {
                    dryRun?: boolean;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["BulkEdit"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["BulkChanged"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Conflict */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Precondition Failed */
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/v1/turn-users/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One TURN user
         * @description Its fields are those of TurnUser. With its ETag. Secrets are never returned.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["JsonObject"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        /**
         * Replace a TURN user, or add it
         * @description Its fields are those of TurnUser. If-Match takes the object's ETag. A secret that is left out keeps its value; an empty one is removed. With dryRun=true nothing is changed, and the answer is what would be (PlanChanged). The header Tandem-Revision names the revision that a write made.
         */
        put: {
            parameters: {
                query?: {
                    dryRun?: boolean;
                };
                header?: never;
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["JsonObject"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["JsonObject"];
                    };
                };
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["JsonObject"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Precondition Failed */
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        post?: never;
        /**
         * Remove a TURN user
         * @description Refused while another object of the plan refers to it. With dryRun=true nothing is changed, and the answer is what would be (PlanChanged). The header Tandem-Revision names the revision that a write made.
         */
        delete: {
            parameters: {
                query?: {
                    dryRun?: boolean;
                };
                header?: never;
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Conflict */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Precondition Failed */
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        /**
         * Change some fields of a TURN user
         * @description Its fields are those of TurnUser. JSON Merge Patch, RFC 7396. With dryRun=true nothing is changed, and the answer is what would be (PlanChanged). The header Tandem-Revision names the revision that a write made.
         */
        patch: {
            parameters: {
                query?: {
                    dryRun?: boolean;
                };
                header?: never;
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["JsonObject"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["JsonObject"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Precondition Failed */
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/v1/turn-users/revisions/{n}/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take back what a revision did to turn-users
         * @description As a new revision. Refused with 412 when one of them has been changed since, with an entry for each of those; with leaveChanged=true these stay as they are, and the others are taken back. What others changed elsewhere stays. With dryRun=true nothing is changed.
         */
        post: {
            parameters: {
                query?: {
                    dryRun?: boolean;
                    leaveChanged?: boolean;
                };
                header?: never;
                path: {
                    n: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PlanChanged"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Conflict */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Precondition Failed */
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/turn-users/{name}/last-change": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who changed a TURN user last
         * @description And when. For who may edit it.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["LastChangeView"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/accounts/{name}/payments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Pay onto or off an account
         * @description amount is a positive decimal string. The same Idempotency-Key answers with the first entry again and changes nothing.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    "Idempotency-Key"?: string;
                };
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["PaymentRequest"];
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["LedgerEntryView"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/accounts/{name}/ledger": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All that moved an account's balance, newest first */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PageOfLedgerEntryView"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cdrs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Search records, newest first
         * @description Filters: from, to, account, callingNumber, calledNumber, ingressTrunk, egressTrunk, sourceIp, billingMode, endReason, endDirection, answered. format is json (default), csv, pipe (VOS3000's 18 fields), or xlsx (up to 100,000 records); csv and xlsx also by Accept. All but json carry the cursor in the Tandem-Next header. newerThan=ID instead of cursor pages back: the records that come next above that one, still newest first; the first one's id is the next newerThan.
         */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                    newerThan?: string;
                    format?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PageOfCdrView"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cdrs/totals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A selection of records, added up
         * @description Filters as for the list. Over millions of records it takes seconds, and few are added up at once.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CdrTotalsView"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cdrs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One record
         * @description With country, asn and asName of the caller's address, where databases are installed that know it (up --geo).
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CdrView"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cdrs/{id}/explain": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Why one call went as it went
         * @description Which trunk matched, each route and why it won or lost, each line of the charge. Text when Accept asks for text/plain.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Explanation"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cdrs/{id}/ladder": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The messages of one call
         * @description In the order they passed, both legs, and what the switch changed between what came and what it sent for it. A drawn ladder when Accept asks for text/plain. Messages are kept as long as the journal segment of their call is; an answer that came after the call's end (to the switch's BYE), until a restart or until newer ones need its place.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["LadderView"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cdrs/{id}/pcap": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The messages of one call as a capture
         * @description For Wireshark: the messages as they passed, with network headers made up anew. With ?format=pcapng, or when Accept asks for it, with comments: the call, legs, how it ended.
         */
        get: {
            parameters: {
                query?: {
                    format?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/vnd.tcpdump.pcap": string;
                        "application/x-pcapng": string;
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cdrs/{id}/quality": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How the media of a call was, interval by interval
         * @description Of calls through the switch's own media process: intervals of five seconds, longer ones for calls of more than half an hour. No points without.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["QualityView"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/calls": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Calls in progress, oldest first */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PageOfLiveCallView"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/calls/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A call in progress, with its media as it is now */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["LiveCallDetailView"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /**
         * End a call
         * @description Both legs get BYE (or CANCEL and an answer); the record says ServerHangup.
         */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/calls/{id}/ladder": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The messages of a call in progress, so far
         * @description As those of a record (GET /cdrs/{id}/ladder); when the call has ended, they are there. A drawn ladder when Accept asks for text/plain.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["LadderView"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/test-calls": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Test calls in progress, oldest first */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PageOfLiveCallView"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Place a test call
         * @description Places a real call out on an egress trunk, in a customer's name, or both; holds it for some seconds, and answers when its record is stored.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["TestCallOrder"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["TestCallView"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Service Unavailable */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/test-calls/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * End a test call
         * @description It is cancelled, or hung up on if it was answered; its record says ServerHangup, and whoever has placed it gets its result.
         */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/parameters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All system parameters */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PageOfParameterView"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/parameters/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One system parameter */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ParameterView"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        /**
         * Change a system parameter
         * @description In force from the next call on. If-Match takes the ETag.
         */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ParameterEdit"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ParameterView"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Precondition Failed */
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/parameters/{name}/last-change": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who changed a parameter last
         * @description And when. For who may edit it.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["LastChangeView"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/illegal-calls/white-list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Sources of illegal calls that are known to be harmless */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PageOfWhiteListView"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        /**
         * A source is harmless
         * @description An address or a network. Its calls are refused and recorded as before; lists, reports, counts and alarms leave them out.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["WhiteListView"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["WhiteListView"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        /**
         * A source is not harmless any more
         * @description ?source= as the list has it.
         */
        delete: {
            parameters: {
                query: {
                    source: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["WhiteListView"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/illegal-calls/evidence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Evidence of the illegal calls of a period, signed
         * @description A zip with the records, the SIP messages that are kept, the bans and the audit trail of the period, and a manifest with the SHA-256 of each file, signed with the key of this switch and named by the audit trail. from inclusive, to exclusive, 366 days at most; without them the last 7 days. source: of one address. 200000 records at most. Sources of the white list are left out, unless source names one. Whoever may see the audit trail too may have it. './tandem evidence FILE' looks at one.
         */
        get: {
            parameters: {
                query?: {
                    from?: string;
                    to?: string;
                    source?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/zip": string;
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Service Unavailable */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/illegal-calls/evidence/key": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The public key that evidence is signed with
         * @description It is made at the first use.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["EvidenceKeyView"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Service Unavailable */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/firewall": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where bans are enforced, and how many there are */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["FirewallView"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/firewall/rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The rules that ban by themselves
         * @description They are set by their parameters, PUT /api/v1/parameters/NAME.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PageOfFirewallRuleView"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/firewall/trials": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whom rules on trial (dry run) would have banned, newest first
         * @description The last 200 since the switch started.
         */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PageOfFirewallTrialView"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/firewall/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Illegal calls and bans by hour
         * @description hours back from now, 24 without a word, 744 at most; each hour has its entry.
         */
        get: {
            parameters: {
                query?: {
                    hours?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PageOfFirewallHourView"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/firewall/bans": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Bans, those in force first, newest first
         * @description inForce=true leaves out those that have ended and are remembered, so that the next one is longer; reason is one of those that the list shows.
         */
        get: {
            parameters: {
                query?: {
                    inForce?: boolean;
                    reason?: string;
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PageOfBanView"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Ban a source
         * @description An address, of IPv6 its /64; seconds is 3600 without a word. Who must stay reachable is refused with 409 and named: trunks, phones that are registered, the white lists, who is signed in and may change the firewall.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["BanOrder"];
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["BanView"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Conflict */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        /**
         * Lift a ban
         * @description ?source= as the list has it. The source is a newcomer then: its next ban is a first one.
         */
        delete: {
            parameters: {
                query: {
                    source: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/firewall/black-list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Addresses and networks whose packets are dropped */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PageOfFirewallLineView"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Put a line into the black list
         * @description In place of the line of the same source, in whichever list it is. The plan's sources, phones that are registered and the white list are heard all the same, also inside of a listed network; a line that is all of one of these is refused with 409.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["FirewallLineOrder"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["FirewallLineView"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Conflict */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        /**
         * Take a line out of the black list
         * @description ?source= as the list has it.
         */
        delete: {
            parameters: {
                query: {
                    source: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/firewall/white-list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Addresses and networks that are never banned */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PageOfFirewallLineView"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Put a line into the white list
         * @description In place of the line of the same source, in whichever list it is. They are still refused when they are not in the plan. A ban that one of them has is lifted within a second.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["FirewallLineOrder"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["FirewallLineView"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Conflict */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        /**
         * Take a line out of the white list
         * @description ?source= as the list has it.
         */
        delete: {
            parameters: {
                query: {
                    source: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/blacklists/numbers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Numbers on the black and white lists, newest first
         * @description Filters: list (black, white), side (caller, callee), reason (manual, maliciousCall, concurrent, noAnswer), number (the whole number).
         */
        get: {
            parameters: {
                query?: {
                    list?: string;
                    side?: string;
                    reason?: string;
                    number?: string;
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PageOfNumberLineView"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Put a number on a list
         * @description The number as records have it, after the trunk's rewriting. A prefix and * means all numbers that begin so; where several lines fit, the longest counts, and the white list wins. Black: its calls are refused. White: no black list refuses it and no detector counts it. seconds is for ever without a word. A line that is there is replaced.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NumberLineOrder"];
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["NumberLineView"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Conflict */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        /**
         * Take a number off a list
         * @description ?list=&side=&number= as the list has it; standalone=true for a standalone line.
         */
        delete: {
            parameters: {
                query: {
                    number: string;
                    list?: string;
                    side?: string;
                    standalone?: boolean;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/nat-findings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What the NAT doctor finds, by endpoint
         * @description Each finding with the parts of the messages that it rests on, and the cure for each family of routers.
         */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PageOfEndpointNat"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/nat-findings/{endpoint}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the NAT doctor finds at one phone or trunk */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    endpoint: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["EndpointNat"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sip-messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The last SIP messages of no call and no phone, newest first
         * @description source is an address, a network, or an address and port; since a time; reason one of notSip, malformed, misdirectedResponse, unmatchedResponse, unknownDialog, options, methodNotTaken, illegalCall, wrongPassword, unknownPhone, overload, refused, asked. In memory, as large as --recent-messages says: the oldest go first, of one source (an address, the /64 of IPv6) the last 20 are kept. Our answers stand among them. Credentials are stars.
         */
        get: {
            parameters: {
                query?: {
                    source?: string;
                    since?: string;
                    reason?: string;
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PageOfSipMessageView"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sip-messages/pcap": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The same as a capture, in the order they passed
         * @description source is an address, a network, or an address and port; since a time; reason one of notSip, malformed, misdirectedResponse, unmatchedResponse, unknownDialog, options, methodNotTaken, illegalCall, wrongPassword, unknownPhone, overload, refused, asked. In memory, as large as --recent-messages says: the oldest go first, of one source (an address, the /64 of IPv6) the last 20 are kept. limit is 1,000 at most. With ?format=pcapng, or when Accept asks for it, with comments.
         */
        get: {
            parameters: {
                query?: {
                    source?: string;
                    since?: string;
                    reason?: string;
                    limit?: number;
                    format?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/vnd.tcpdump.pcap": string;
                        "application/x-pcapng": string;
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/recordings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Recordings, newest first
         * @description A call that is recorded now is among them, as far as it is written.
         */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PageOfRecordingView"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/recordings/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One recording
         * @description WAV, 16 bits, the caller on the left channel and the callee on the right. Takes Range.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "audio/wav": string;
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /** Delete a recording and its capture */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/recordings/{id}/pcap": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The packets of a recorded call
         * @description RTP of both sides as it came, when SS_RECORD_CAPTURE was on. Takes Range.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/vnd.tcpdump.pcap": string;
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/backups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Backups, newest first
         * @description The one that is being made, or could not be, comes first.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PageOfBackupView"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Back up now
         * @description Answers 202 at once; GET says how far it is. One at a time. The switch goes on meanwhile.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: {
                content: {
                    "application/json": null | components["schemas"]["BackupRequest"];
                };
            };
            responses: {
                /** @description Accepted */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["BackupView"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Conflict */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/backups/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One backup, and how far it is */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["BackupView"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /** Delete a backup, or cancel the one that is being made */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/backups/{name}/file": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The backup itself, a tar.gz
         * @description Has what is secret in the data directory. Takes Range. Needs people:edit too.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/gzip": string;
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/backups/{name}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Prepare the way back to a backup
         * @description Unpacks and proves it; the next start of the switch restores it, and puts what is there now aside. Needs people:edit too, for users come back with it.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RestoreView"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Conflict */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the next start restores, and what is being prepared for it */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RestoreView"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /** Restore nothing at the next start */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Conflict */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/archive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The archive, and the time that it leads to
         * @description place is null when this switch keeps none (up --archive DIR).
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ArchiveView"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/archive/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Prepare the way back to a time
         * @description Leads to the last step before the time; without one as late as can be. Answers 202 at once: what the archive has of then is put together and proven beside the data, GET /api/v1/restore says how far it is. The next start of the switch restores it, and puts what is there now aside. With dryRun=true says which instant it would be, and changes nothing. Needs people:edit too, for users come back with it.
         */
        post: {
            parameters: {
                query?: {
                    dryRun?: boolean;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: {
                content: {
                    "application/json": null | components["schemas"]["ArchiveRestoreRequest"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ArchiveRestoreView"];
                    };
                };
                /** @description Accepted */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ArchiveRestoreView"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Conflict */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Unprocessable Entity */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        /** Cancel what is being prepared from the archive, or forget what could not be */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/soaks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Soaks, newest first
         * @description The fifty newest reports in DIR/soaks.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PageOfSoakView"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/soaks/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The report of one soak */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SoakReportView"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alarms/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All alarm settings */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PageOfAlarmSettingView"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        /** Make an alarm setting */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["AlarmSettingEdit"];
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AlarmSettingView"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Conflict */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alarms/settings/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One alarm setting
         * @description With its ETag.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AlarmSettingView"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        /** Change an alarm setting */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["AlarmSettingEdit"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AlarmSettingView"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Precondition Failed */
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        post?: never;
        /**
         * Delete an alarm setting
         * @description An alarm that it has raised goes when its period is over.
         */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Precondition Failed */
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alarms/delivery": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Mail server, webhook and history of alarms
         * @description With its ETag. Secrets are never told.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AlarmDeliveryView"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        /**
         * Change mail server, webhook and history of alarms
         * @description A secret that is left out stays as long as it goes to the same server and user, or URL; "" takes it out.
         */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["AlarmDeliveryEdit"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AlarmDeliveryView"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Precondition Failed */
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alarms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The alarms that are there, gravest first */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PageOfRaisedAlarmView"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Raise an alarm from outside
         * @description One for each object: raised again it is the same one, with the new level, detail and value. It stays until it is cleared. Who is told is what the settings of type 30000 say.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["AlarmOrder"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RaisedAlarmView"];
                    };
                };
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RaisedAlarmView"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Conflict */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alarms/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Alarms that have gone, newest first
         * @description from and to are of their beginning; type, object and level (at least) choose.
         */
        get: {
            parameters: {
                query?: {
                    from?: string;
                    to?: string;
                    type?: number;
                    object?: string;
                    level?: number;
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PageOfRaisedAlarmView"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alarms/types": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The types of alarms, with VOS3000's codes */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PageOfAlarmTypeView"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alarms/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One alarm, whether it is there or was */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RaisedAlarmView"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alarms/{id}/acknowledge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take note of an alarm
         * @description It stays until its cause is gone. Again: the new memo replaces the old one.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody?: {
                content: {
                    "application/json": null | components["schemas"]["AlarmMemo"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RaisedAlarmView"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alarms/{id}/clear": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End an alarm
         * @description It does not come back before its value has been inside the bounds.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RaisedAlarmView"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/shares": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The links in force, newest first
         * @description Who is limited to accounts sees those that he made.
         */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PageOfShareView"];
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/shares/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Revoke a link
         * @description It opens nothing from the next request on. Who made it may, and who may edit call records.
         */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/public/v1/shared": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a share link shows */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SharedView"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/public/v1/shared/pcap": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The messages of a shared call as a capture
         * @description As GET /api/v1/cdrs/{id}/pcap; with hidden numbers when the link hides them.
         */
        get: {
            parameters: {
                query?: {
                    format?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/vnd.tcpdump.pcap": string;
                        "application/x-pcapng": string;
                    };
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/public/v1/self-test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the public self-test is open */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SelfTestView"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Begin a self-test
         * @description A code for the tool, and a token for its result. 20 an hour from one address, 200 in all.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SelfTestBegun"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Too Many Requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/public/v1/self-test/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Report what nat-check has found
         * @description The JSON that nat-check --json prints, 128 KiB at most. A code takes one report, within an hour.
         */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    code: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NatCheckResult"];
                };
            };
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
                /** @description Payload Too Large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Account: {
            /** @description Its name, by which trunks and phones refer to it. */
            name: string;
            /**
             * @description Who it is: pays for calls, is paid for them, or sells them on.
             * @default customer
             * @enum {string}
             */
            kind: "customer" | "vendor" | "agent";
            /**
             * Format: decimal
             * @description What it has when it is made; changes later nothing, payments do.
             * @default 0
             */
            balance: string;
            /**
             * Format: decimal
             * @description How far the balance may go below zero (VOS3000 limitMoney).
             * @default 0
             */
            creditLimit: string;
            /**
             * Format: decimal
             * @description The balance below which its callers are told that it is low, where they are told; null = SS_BALANCE_ALARM_AMOUNT.
             */
            balanceAlarm?: string;
            /**
             * @description Its prices, where trunk or phone has none of its own.
             * @default
             */
            rateTable: string;
            /**
             * @description Which of its calls are refused.
             * @default none
             * @enum {string}
             */
            lock: "none" | "outgoing" | "incoming" | "all";
            /**
             * Format: date-time
             * @description From when on its calls are refused; left out, never.
             */
            validUntil?: string;
            /**
             * @description Highest class of call this account may make.
             * @default international
             * @enum {string}
             */
            callLevel: "onNet" | "local" | "domestic" | "international";
        };
        /** @description How many alarms are there, by level. */
        AlarmCountsView: {
            /** Format: int32 */
            general: number;
            /** Format: int32 */
            minor: number;
            /** Format: int32 */
            major: number;
            /** Format: int32 */
            critical: number;
        };
        /** @description How alarms are to leave the switch. A secret that is left out stays as it is while server and user, or URL, stay; empty takes it out. */
        AlarmDeliveryEdit: {
            smtpHost?: null | string;
            /**
             * Format: int32
             * @default 587
             */
            smtpPort: number;
            smtpSecurity?: null | string;
            smtpUser?: null | string;
            smtpPassword?: null | string;
            mailFrom?: null | string;
            webhookUrl?: null | string;
            webhookSecret?: null | string;
            /**
             * Format: int32
             * @default 365
             */
            historyDays: number;
        };
        /** @description How alarms leave the switch; without the secrets. */
        AlarmDeliveryView: {
            /** @description The mail server; empty for no mail. */
            smtpHost: string;
            /**
             * Format: int32
             * @description Its port.
             */
            smtpPort: number;
            /** @description none, startTls or tls. */
            smtpSecurity: string;
            /** @description The name to sign in by; empty for none. */
            smtpUser: string;
            /** @description Whether there is a password. */
            hasSmtpPassword: boolean;
            /** @description The sender's address. */
            mailFrom: string;
            /** @description Where a POST goes for each alarm; empty for none. */
            webhookUrl: string;
            /** @description Whether it is signed. */
            hasWebhookSecret: boolean;
            /**
             * Format: int32
             * @description Days after which an alarm that has gone is forgotten; 0 is never.
             */
            historyDays: number;
            lastMail: null | components["schemas"]["DeliveryOutcomeView"];
            lastWebhook: null | components["schemas"]["DeliveryOutcomeView"];
            lastVoice: null | components["schemas"]["DeliveryOutcomeView"];
        };
        /** @description What somebody says who takes note of an alarm. */
        AlarmMemo: {
            memo?: null | string;
        };
        /** @description An alarm of a program outside. */
        AlarmOrder: {
            /** @description What it is about, in the program's words: one alarm for each. */
            object: string;
            /**
             * Format: int32
             * @description 0 general, 1 minor, 2 major, 3 critical.
             */
            level: number;
            /** @description What is the matter. */
            detail?: null | string;
            /**
             * Format: decimal
             * @description A number that goes with it.
             */
            value?: null | string;
        };
        /** @description A setting as it is to be. */
        AlarmSettingEdit: {
            /** Format: int32 */
            type: number;
            /** Format: int32 */
            level: number;
            /**
             * Format: int32
             * @default 60
             */
            period: number;
            object?: null | string;
            /** Format: decimal */
            lower?: null | string;
            /** Format: decimal */
            upper?: null | string;
            /** @default true */
            on: boolean;
            from?: null | string;
            to?: null | string;
            timeZone?: null | string;
            /** @default false */
            mail: boolean;
            mailTo?: null | string[];
            /** @default true */
            webhook: boolean;
            /** @default false */
            voice: boolean;
            voiceTo?: null | string[];
        };
        /** @description When an alarm comes and goes, and who is told. */
        AlarmSettingView: {
            /**
             * Format: int64
             * @description Its number.
             */
            id: number;
            /**
             * Format: int32
             * @description VOS3000's code.
             */
            type: number;
            /** @description The type's name. */
            typeName: string;
            /** @description Trunk or account; empty for all that have no setting of their own. */
            object: string;
            /**
             * Format: int32
             * @description 0 general, 1 minor, 2 major, 3 critical.
             */
            level: number;
            /**
             * Format: decimal
             * @description There is an alarm below it.
             */
            lower: null | string;
            /**
             * Format: decimal
             * @description There is an alarm above it.
             */
            upper: null | string;
            /**
             * Format: int32
             * @description Seconds over which the value is taken, where it is one over time; and for which it must be back inside before the alarm goes.
             */
            period: number;
            /** @description Off watches nothing. */
            on: boolean;
            /** @description Time of day from which it is in force, such as 08:30; the same as To is all day. */
            from: string;
            /** @description Time of day up to which it is in force. */
            to: string;
            /** @description The zone of these times; empty is UTC. */
            timeZone: string;
            /** @description Whether a mail is sent. */
            mail: boolean;
            /** @description Where to. */
            mailTo: string[];
            /** @description Whether the webhook is called. */
            webhook: boolean;
            /** @description Whether somebody is called by telephone, until the alarm is acknowledged. */
            voice: boolean;
            /** @description The numbers, in the order in which they are called. */
            voiceTo: string[];
        };
        /** @description A type of alarm. */
        AlarmTypeView: {
            /**
             * Format: int32
             * @description VOS3000's code.
             */
            type: number;
            /** @description Its name. */
            name: string;
            /** @description What it is about: switch, ingressTrunk, egressTrunk, account or outside. */
            subject: string;
            /** @description What its value counts. */
            unit: string;
            /**
             * Format: int32
             * @description The longest period of its settings, in seconds.
             */
            longestPeriod: number;
            /** @description What its value is. */
            meaning: string;
        };
        /** @description One thing that is watched. */
        AlarmView: {
            /** @description disk, records, database, lost, clock, media, recordings, load or ready. */
            name: string;
            /** @description ok, warning or critical. */
            state: string;
            /** @description What is the matter, in words; what is measured when all is well. */
            detail: string;
        };
        /** @description An API key as it is written. */
        ApiKeyEdit: {
            name: null | string;
            role: null | string;
            /** @description The accounts that are all it sees; null for everything. Of a key that is there, those it has stay when they are left out. */
            accounts?: null | string[];
            geofence?: null | components["schemas"]["GeofenceView"];
        };
        /** @description An API key, which opens from within Geofence; null: from anywhere. Key is the key itself: in the answer that makes it, and never again. */
        ApiKeyView: {
            name: string;
            role: string;
            accounts: null | string[];
            geofence: null | components["schemas"]["GeofenceView"];
            /** Format: date-time */
            createdAt: string;
            createdBy: string;
            /** Format: date-time */
            usedAt: null | string;
            key: null | string;
        };
        /** @description To which time. */
        ArchiveRestoreRequest: {
            /**
             * Format: date-time
             * @description Null: as late as the archive leads.
             */
            at: null | string;
        };
        /** @description Where a time leads in the archive. */
        ArchiveRestoreView: {
            /**
             * Format: date-time
             * @description The instant: what was stored up to then comes back, and nothing later.
             */
            at: string;
            /** @description What it is taken from. */
            generation: string;
            /**
             * Format: int64
             * @description Octets of the archive that are to be read for it.
             */
            bytes: number;
            /** @description `possible` after a dry run, `running`, or `failed`. */
            state: string;
            /**
             * Format: double
             * @description Share of the octets that are read, 0 to 1.
             */
            progress: number;
            /**
             * Format: date-time
             * @description When it was begun to be prepared; null after a dry run.
             */
            startedAt: null | string;
            /** @description Who did so; null after a dry run. */
            by: null | string;
            /** @description Why it could not be prepared; null otherwise. */
            failure: null | string;
        };
        /** @description A stretch of time that can be gone back to. */
        ArchiveSpanView: {
            /** @description The backup with its pieces that it is in. */
            generation: string;
            /**
             * Format: date-time
             * @description The first instant.
             */
            from: string;
            /**
             * Format: date-time
             * @description The last one.
             */
            to: string;
            /**
             * Format: int32
             * @description How many instants can be gone back to, both included.
             */
            steps: number;
            /** @description The piece that is missing, behind which this generation leads no further; null when none is. */
            lacks: null | string;
        };
        /** @description The archive of this switch (`up --archive`), and the time that it leads to. */
        ArchiveView: {
            /** @description Its directory; null: this switch keeps none. */
            place: null | string;
            /** @description Why nothing is archived, or no new backup is made, or why it can't be looked at; null when all is well. */
            failure: null | string;
            /**
             * Format: double
             * @description For how long what is stored could not have been restored, beyond the usual.
             */
            behindSeconds: number;
            /** @description Oldest first. Between two of them nothing was archived. */
            spans: components["schemas"]["ArchiveSpanView"][];
        };
        /** @description A part of a timeline: illegal calls that came in it, from so many addresses, what else strangers tried in it by the rule that counts it (wrongPassword, scanner, sweep, malformed, badConnection), and the bans that began in it by reason. */
        AttackPartView: {
            /** Format: date-time */
            at: string;
            /** Format: int64 */
            attempts: number;
            /** Format: int64 */
            sources: number;
            offences: {
                [key: string]: number;
            };
            bans: {
                [key: string]: number;
            };
        };
        /**
         * @description What illegal calls have in common. Kind is sequentialDialling, sharedNumber, prefixGuessing, abusedDestination or nightBurst; Confidence low, medium or high;
         *     Why what was seen. Of sources, their countries, numbers and records 20 are named at most; Attempts are at least so many. Records are ids of call records.
         */
        AttackPatternView: {
            kind: string;
            confidence: string;
            why: string;
            sources: string[];
            /** Format: int32 */
            sourceCount: number;
            countries: string[];
            numbers: string[];
            /** Format: int32 */
            numberCount: number;
            /** Format: date-time */
            first: string;
            /** Format: date-time */
            last: string;
            /** Format: int64 */
            attempts: number;
            records: string[];
        };
        /** @description The patterns of a period, the surest first. One page: Next is always null. IsWhole is false when there were more records than are looked at, and the oldest were left out. */
        AttackPatternsView: {
            items: components["schemas"]["AttackPatternView"][];
            next: null | string;
            /** Format: date-time */
            from: string;
            /** Format: date-time */
            to: string;
            /** Format: int32 */
            records: number;
            isWhole: boolean;
        };
        /**
         * @description What happened in a period: each part of it, a minute, an hour or a day as Part says; the patterns that are in it; the alarms of illegal calls (20020) that were there, for whoever may see alarms.
         *     IsWhole is false when patterns were looked for in the newest records only, because there are more. One page: Next is always null.
         */
        AttackTimelineView: {
            items: components["schemas"]["AttackPartView"][];
            next: null | string;
            /** Format: date-time */
            from: string;
            /** Format: date-time */
            to: string;
            part: string;
            patterns: components["schemas"]["AttackPatternView"][];
            isWhole: boolean;
            alarms: components["schemas"]["RaisedAlarmView"][];
        };
        /** @description One thing that somebody did. Old and New are what was before and after, a line for each thing; secrets are never in them. */
        AuditLineView: {
            id: string;
            /** Format: date-time */
            at: string;
            actor: string;
            address: string;
            action: string;
            subject: string;
            detail: string;
            old: string;
            new: string;
        };
        /** @description What goes into a backup besides. */
        BackupRequest: {
            /** @description The recordings themselves; without it their list alone. */
            recordings: null | boolean;
            /** @description The key of its secrets, so that it can be restored elsewhere by itself. Takes people:edit too. */
            sealKey?: null | boolean;
        };
        /** @description A backup. */
        BackupView: {
            /** @description Of its file in `DIR/backups`. */
            name: string;
            /** @description `running`, `done` or `failed`. */
            state: string;
            /**
             * Format: date-time
             * @description When it was begun.
             */
            createdAt: string;
            /**
             * Format: int64
             * @description Of the file; while it is made, what has been read so far.
             */
            bytes: number;
            /**
             * Format: double
             * @description Share of the bytes that are read, 0 to 1.
             */
            progress: number;
            /** @description Why it could not be made; null otherwise. */
            failure: null | string;
        };
        /** @description A ban by hand: an address (of IPv6 its /64), so many seconds from now on. */
        BanOrder: {
            source: null | string;
            /** Format: int32 */
            seconds: number | null;
            comment: null | string;
        };
        /**
         * @description A ban. Reason is manual, illegalCall, wrongPassword, scanner, sweep, malformed, badConnection or blackList. Dropped are its packets that were dropped since the switch started; those that
         *     the kernel dropped, while the ban is in force and some seconds late. Times is the how many-th ban of the source it is.
         *     Country, asn and asName are what the installed databases say of the source; empty and 0: unknown.
         */
        BanView: {
            source: string;
            reason: string;
            /** Format: date-time */
            from: string;
            /** Format: date-time */
            until: string;
            isInForce: boolean;
            /** Format: int32 */
            times: number;
            /** Format: int64 */
            offences: number;
            /** Format: date-time */
            firstOffence: string;
            /** Format: date-time */
            lastOffence: string;
            userAgent: string;
            by: string;
            comment: string;
            /** Format: int64 */
            dropped: number;
            country: string;
            /** Format: int64 */
            asn: number;
            asName: string;
        };
        /**
         * @description What happens to one object of a bulk edit.
         * @enum {unknown}
         */
        BulkAction: "change" | "add" | "remove";
        /** @description what a bulk edit did, or with `dryRun` would do: as one revision, and a line for each object. */
        BulkChanged: {
            /** Format: int64 */
            revision: number;
            changes: components["schemas"]["PlanChangeView"][];
            rows: components["schemas"]["BulkRowChanged"][];
        };
        /** @description Edits of many objects of one kind, which are made all together or not at all. */
        BulkEdit: {
            rows: components["schemas"]["BulkRow"][];
        };
        /** @description One object of a bulk edit. */
        BulkRow: {
            /** @description Its name; of a phone its number. */
            name: string;
            /** @description What happens to it. */
            action: components["schemas"]["BulkAction"];
            /** @description The fields: of one that is changed a JSON Merge Patch (RFC 7396), of one that is added all of it. Left out when it is removed. */
            value?: Record<string, never>;
            /** @description The ETag that it must still have; left out, or *: whichever it has. */
            ifMatch?: null | string;
        };
        /** @description What became, or would become, of one object. */
        BulkRowChanged: {
            /** @description Its name; of a phone its number. */
            name: string;
            /** @description added, changed, removed, or unchanged. */
            outcome: string;
            /** @description Of the object before the edit, for the If-Match of its row; null of one that was not there. */
            eTag: null | string;
            /** @description Which of the changes are this object's. */
            changes: components["schemas"]["PlanChangeView"][];
        };
        /** @description What a selection charges in one currency, without tax. Cost and margin are null for who is limited to accounts. */
        CdrMoneyView: {
            currency: string;
            /** Format: decimal */
            fee: string;
            /** Format: decimal */
            cost: null | string;
            /** Format: decimal */
            margin: null | string;
        };
        /** @description A selection of records, added up. TalkSeconds is the talk as it was measured, not as it is charged. */
        CdrTotalsView: {
            /** Format: int64 */
            count: number;
            /** Format: int64 */
            answered: number;
            /** Format: int64 */
            talkSeconds: number;
            money: components["schemas"]["CdrMoneyView"][];
        };
        /** @description One call as it was and what it cost (contract §5). */
        CdrView: {
            id: string;
            callId: string;
            callIds: string[];
            node: string;
            /** Format: int64 */
            planRevision: number;
            /** Format: int32 */
            attempts: number;
            callingNumber: string;
            calledNumber: string;
            callingNumberIn: string;
            calledNumberIn: string;
            callingNumberOut: string;
            calledNumberOut: string;
            sourceIp: string;
            /** @description Country of the caller's address (ISO 3166-1), as the databases that are installed now say: looked up when one record is asked for, and not kept. Not there: unknown, or none is installed. */
            country?: null | string;
            /**
             * Format: int64
             * @description Number of the autonomous system that announces it, likewise.
             */
            asn?: number | null;
            /** @description Who has that system, likewise. */
            asName?: null | string;
            /** Format: int32 */
            sourcePort: number;
            destinationIp: string;
            ingressTrunk: string;
            egressTrunk: string;
            phone: string;
            callerUserAgent: string;
            calleeUserAgent: string;
            /** Format: date-time */
            startedAt: string;
            /** Format: date-time */
            ringingAt: null | string;
            /** Format: date-time */
            answeredAt: null | string;
            /** Format: date-time */
            endedAt: string;
            /**
             * Format: date-time
             * @description The last sign of life of a side that vanished without a BYE: talkMs counts until then, and not until endedAt. Null when the end was said.
             */
            provenUntil?: null | string;
            /**
             * Format: int32
             * @description Milliseconds from the INVITE in, or from the end of what the caller was told before the call, to the callee's first 18x or final answer; null when neither came.
             */
            pddMs: number | null;
            /** Format: int64 */
            talkMs: number;
            /** Format: int64 */
            holdTime: number;
            /** Format: int64 */
            clockStepMs: number;
            /** Format: int32 */
            endDirection: number;
            /** Format: int32 */
            endReason: number;
            endReasonName: string;
            /** Format: int32 */
            sipStatus: number;
            /** Format: int32 */
            q850Cause: number;
            tried: components["schemas"]["TriedView"][];
            account: string;
            rateTable: string;
            ratePrefix: string;
            area: string;
            /** Format: int64 */
            feeTime: number;
            /** Format: decimal */
            fee: string;
            /** Format: decimal */
            tax: string;
            /** Format: int64 */
            packageTime: number;
            /** Format: decimal */
            packageFee: string;
            /** Format: int32 */
            billingMode: number;
            currency: string;
            agents: components["schemas"]["PartyView"][];
            vendor: components["schemas"]["PartyView"];
            /** Format: decimal */
            margin: string;
            mediaMode: string;
            callerCodec: string;
            calleeCodec: string;
            /** @description The media node that relayed; empty when the media went direct. */
            mediaNode: string;
            /** @description The number of its recording (`/recordings/ID`); null when it was not recorded. */
            recording: null | string;
            callerMedia: components["schemas"]["MediaLegView"];
            calleeMedia: components["schemas"]["MediaLegView"];
        };
        /** @description How the charge of one party came about. */
        ChargeExplanation: {
            party: string;
            account: string;
            rateTable: string;
            ratePrefix: string;
            area: string;
            currency: string;
            lines: components["schemas"]["ChargeLine"][];
            /** Format: decimal */
            fee: string;
            /** Format: decimal */
            tax: string;
        };
        /** @description One line of a charge: what it is for, and its amount. */
        ChargeLine: {
            what: string;
            /** Format: decimal */
            amount: string;
        };
        /** @description A code of the authenticator app. */
        CodeRequest: {
            code: null | string;
        };
        /** @description How the last try to tell somebody went. */
        DeliveryOutcomeView: {
            /**
             * Format: date-time
             * @description When.
             */
            at: string;
            /** @description What went wrong; empty for nothing. */
            failure: string;
        };
        /** @description A stored figure that is not what its sources give. */
        DifferenceView: {
            subject: string;
            what: string;
            stored: string;
            derived: string;
        };
        EgressTrunk: {
            /** @description Its name: in routes, records and logs. */
            name: string;
            /**
             * @description The vendor account whose rate table prices the call (VOS3000 clearingAccount). Empty: no cost is booked.
             * @default
             */
            account: string;
            /**
             * @description Locked, it takes no calls.
             * @default none
             * @enum {string}
             */
            lock: "none" | "outgoing" | "incoming" | "all";
            /**
             * @description Where calls go: host[:port][;transport=tcp], by address or name; tried in order.
             * @default []
             */
            addresses: string[];
            /**
             * @description Called prefixes this trunk takes; an empty string in the list takes all.
             * @default []
             */
            prefixes: string[];
            /**
             * @description VOS3000 prefixStyle: whether shorter prefixes come in when this one's trunks fail.
             * @default continue
             * @enum {string}
             */
            prefixStyle: "terminate" | "continue";
            /**
             * Format: int32
             * @description 1 is tried first.
             * @default 1
             */
            priority: number;
            /**
             * @description A backup that comes in only after all normal trunks failed (VOS3000 protect route).
             * @default false
             */
            protectRoute: boolean;
            /**
             * Format: int32
             * @description Concurrent calls; 0 = no limit.
             * @default 0
             */
            capacity: number;
            /**
             * Format: int32
             * @description New calls a second; 0 = no limit.
             * @default 0
             */
            cps: number;
            /**
             * @description Callers it takes, by prefix. Empty = all.
             * @default []
             */
            callerPrefixes: string[];
            /**
             * @description A phone's call shows the phone's display number, where it has one, instead of its own (VOS3000 enablePhoneDisplay).
             * @default false
             */
            enablePhoneDisplay: boolean;
            /**
             * @description Dial rules for the caller's number on the way out (VOS3000 rewriteRulesInCaller).
             * @default
             */
            callingRewrite: string;
            /**
             * @description Dial rules for the called number on the way out (VOS3000 rewriteRulesInCallee).
             * @default
             */
            calledRewrite: string;
            /**
             * @description Its prices; its account's when empty.
             * @default
             */
            rateTable: string;
            /**
             * @description Only route when the clearing account has a rate for the number (VOS3000 feerateRestrict).
             * @default true
             */
            feerateRestrict: boolean;
            /**
             * @description Rate the number after the egress dial rules instead of before (VOS3000 clearingAccountUseCalloutE164).
             * @default false
             */
            clearingAccountUseCalloutE164: boolean;
            /**
             * Format: decimal
             * @description Smallest profit in percent of the selling price that a call must leave here.
             */
            minProfitPercent?: string;
            /**
             * Format: decimal
             * @description Dearest cost of a second at which it is used; left out, any.
             */
            maxSecondRate?: string;
            /** @description The hunt may go on after the callee has rung; left out, as the system parameter says. */
            switchAllowRing?: boolean;
            /** @description The hunt may go on after a description has come; left out, as the system parameter says. */
            switchAllowSdp?: boolean;
            /** @description The hunt may go on after sound has come; left out, as the system parameter says. */
            switchAllowRtp?: boolean;
            /** @description The hunt may go on after busy; left out, as the system parameter says. */
            switchAllowBusy?: boolean;
            /**
             * @description Whether the hunt goes on after a failure code; with switchErrorCodes, after those only.
             * @default true
             */
            switchAllowErrorCode: boolean;
            /**
             * @description The failure codes after which the hunt goes on; empty = all.
             * @default []
             */
            switchErrorCodes: number[];
            /**
             * @description Response codes that stop the hunt on this trunk, whatever else is set ("Stop switching response codes").
             * @default []
             */
            stopSwitchingCodes: number[];
            /**
             * Format: int32
             * @description Seconds until anything is answered; 0 = the system parameter.
             * @default 0
             */
            timeoutInvite: number;
            /**
             * Format: int32
             * @description Seconds after 100 until more is answered; 0 = the system parameter.
             * @default 0
             */
            timeoutTrying: number;
            /**
             * Format: int32
             * @description Seconds after 183 until more is answered; 0 = the system parameter.
             * @default 0
             */
            timeoutSessionProgress: number;
            /**
             * Format: int32
             * @description Seconds after 183 with a description until it is answered; 0 = the system parameter.
             * @default 0
             */
            timeoutSessionProgressSdp: number;
            /**
             * Format: int32
             * @description Seconds of ringing; 0 = the system parameter.
             * @default 0
             */
            timeoutRinging: number;
            /**
             * @description Digest user for a carrier that challenges.
             * @default
             */
            username: string;
            /**
             * @description Digest password for a carrier that challenges.
             * @default
             */
            password: string;
            /**
             * @description Its addresses are asked by OPTIONS whether they are there, every SS_SIP_OPTIONS_CHECK_PERIOD seconds. Calls go to those that answer; while none does, the trunk gets none.
             * @default false
             */
            sipOptionsCheck: boolean;
            /**
             * @description We register at its addresses with its user name and password (VOS3000 registerType 2).
             * @default false
             */
            registerOutward: boolean;
            /**
             * @description Host part of From and Request-URI instead of our own address and the trunk's; empty = none.
             * @default
             */
            fromDomain: string;
            /**
             * @description VOS3000 sipPrivacy on the way out: 0 none, 1 pass through, 2 id, 3 the value none.
             * @default passThrough
             * @enum {string}
             */
            sipPrivacy: "none" | "passThrough" | "id" | "noneValue";
            /**
             * @description VOS3000 sipPAssertedIdentity, sipPPreferredIdentity: 0 none, 1 pass through, 2 caller number.
             * @default none
             * @enum {string}
             */
            sipPAssertedIdentity: "none" | "passThrough" | "callerNumber";
            /**
             * @description VOS3000 sipPAssertedIdentity, sipPPreferredIdentity: 0 none, 1 pass through, 2 caller number.
             * @default none
             * @enum {string}
             */
            sipPPreferredIdentity: "none" | "passThrough" | "callerNumber";
            /**
             * @description It gets Remote-Party-ID.
             * @default false
             */
            sipRemotePartyId: boolean;
            /**
             * @description It gets the display name.
             * @default false
             */
            sipDisplay: boolean;
            /**
             * @description Where the answers to its own requests within a call go; left out, as RFC 3581 has it.
             * @enum {string}
             */
            sipResponseAddressMethod?: "packetSource" | "sourceIpAndViaPort" | "via";
            /**
             * @description Where our requests within a call go.
             * @default contact
             * @enum {string}
             */
            sipRequestAddressMethod: "packetSource" | "sourceIpAndContactPort" | "contact";
            /**
             * @description Session timers (RFC 4028).
             * @default true
             */
            sipTimer: boolean;
            /**
             * @description Reliable provisional responses (RFC 3262).
             * @default true
             */
            sip100Rel: boolean;
            /**
             * Format: int32
             * @description Longest talk time in seconds; 0 = none.
             * @default 0
             */
            maxCallDuration: number;
            /**
             * Format: int32
             * @description Seconds without sound from the carrier after which the caller hears a ring tone of ours (VOS3000's auxiliary ring tone); 0 = never.
             * @default 0
             */
            auxiliaryRingDelay: number;
            /**
             * @description The sound of it; empty = SS_RING_TONE.
             * @default
             */
            auxiliaryRingTone: string;
            /**
             * @description What its calls show of a called number is kept on a black list of this switch's memory, and it is passed over for the numbers on that list (VOS3000 dynamicBlackListInStandalone).
             * @default false
             */
            dynamicBlackListInStandalone: boolean;
            /**
             * @description Whether its media goes through the switch (VOS3000 rtpForwardType).
             * @default auto
             * @enum {string}
             */
            rtpForwardType: "auto" | "on" | "off" | "mustOn";
            /**
             * @description Which silent direction ends a call (VOS3000 mediaCheckDirection).
             * @default none
             * @enum {string}
             */
            mediaCheckDirection: "none" | "toRemote" | "fromRemote" | "both";
            /**
             * @description Its calls are recorded from the answer on (VOS3000 mediaRecord).
             * @default false
             */
            mediaRecord: boolean;
            /**
             * @description In which forms its keys are taken (VOS3000 dtmfReceiveMethod).
             * @default all
             * @enum {string}
             */
            dtmfReceiveMethod: "all" | "rfc2833" | "signalling" | "off";
            /**
             * @description In which form it gets keys (VOS3000 dtmfSendMethodSIP).
             * @default auto
             * @enum {string}
             */
            dtmfSendMethodSip: "auto" | "rfc2833" | "sipInfo" | "off";
            /**
             * Format: int32
             * @description Payload type of the telephone-events that it gets; 0 = as its description says.
             * @default 0
             */
            dtmfSendPayloadType: number;
            /**
             * Format: int32
             * @description Payload type of the telephone-events that come from it; 0 = as agreed.
             * @default 0
             */
            dtmfReceivePayloadType: number;
            /**
             * @description Keys are listened for in its sound (VOS3000 rtpIncludeDtmfInband).
             * @default false
             */
            rtpIncludeDtmfInband: boolean;
            /**
             * @description It gets keys as tones (VOS3000 rtpNeedDtmfInband).
             * @default false
             */
            rtpNeedDtmfInband: boolean;
            /**
             * @description Only the codecs of sipCodecs are used with it (VOS3000 sipCodecAssign); else those that both sides have.
             * @default false
             */
            sipCodecAssign: boolean;
            /**
             * @description Names as in SDP, best first: PCMU, PCMA, G722, opus, G729 ...
             * @default []
             */
            sipCodecs: string[];
            /**
             * @description A codec that the other side has not got may be made for it (VOS3000 audioCodecTranscodingEnable).
             * @default false
             */
            audioCodecTranscodingEnable: boolean;
        };
        /** @description One finding of the NAT doctor. */
        EndpointFinding: {
            /** @description In words: `no NAT`, `SIP ALG rewrites Contact from … to …: breaking`. */
            finding: string;
            /** @description Its kind alone: `NoNat`, `NatClean`, `StunInUse`, `SipAlgRewrites`, `BindingTooShort`, `MediaBlocked`, `Duplicates`. */
            kind: string;
            /** @description Something does not work because of it. */
            isBreaking: boolean;
            /** @description What a user notices: `OneWayAudio`, `RegistrationFails`, `CallDropsAt30Seconds`, `NoIncomingCalls`, `DuplicatedMessages`, or `None`. */
            problem: string;
            /**
             * Format: int32
             * @description Percent.
             */
            confidence: number;
            /** @description The parts of messages that it rests on. */
            evidence: components["schemas"]["EvidencePart"][];
            /** @description For each family of routers; empty where nothing is wrong. */
            cures: components["schemas"]["RouterCure"][];
            /** @description What a SIP ALG rewrites: a header's name, `SDP c=` …; else empty. */
            part?: string;
            /** @description What was sent there, as far as it is known. */
            sent?: string;
            /** @description What was received there. */
            received?: string;
        };
        /** @description What stands between one endpoint and the switch. */
        EndpointNat: {
            /** @description The phone's number, or the trunk's name. */
            endpoint: string;
            /** @description `phone` or `trunk`. */
            kind: string;
            /** @description Where its latest message came from. */
            sourceIp: string;
            /**
             * Format: int32
             * @description Its port.
             */
            sourcePort: number;
            /** @description As it says. */
            userAgent: string;
            /**
             * Format: date-time
             * @description When something new was last seen of it.
             */
            seenAt: string;
            /** @description One at least. */
            findings: components["schemas"]["EndpointFinding"][];
        };
        /** @description The public key that evidence is signed with: PEM, and the SHA-256 of its DER form in hexadecimal. */
        EvidenceKeyView: {
            algorithm: string;
            pem: string;
            fingerprint: string;
        };
        /** @description A part of a message, or something measured. */
        EvidencePart: {
            what: string;
            value: string;
        };
        /** @description Why a call went as it went: the decisions as they were taken, in words and as values, and each line of its charges. */
        Explanation: {
            id: string;
            /** Format: int64 */
            planRevision: number;
            result: string;
            sentences: string[];
            decisions: components["schemas"]["JsonElement"];
            tried: components["schemas"]["TriedView"][];
            customer: null | components["schemas"]["ChargeExplanation"];
            vendor: null | components["schemas"]["ChargeExplanation"];
            /** Format: decimal */
            margin: string;
            facts: components["schemas"]["FactView"][];
        };
        /** @description One fact of a decision: its code, the trunk, account, table or number that it is about, and the values of its sentence; and the sentence in English, for who has no words of his own for the code. */
        FactView: {
            code: string;
            subject: string;
            value: string;
            /** Format: decimal */
            number: null | string;
            /** Format: decimal */
            limit: null | string;
            sentence: string;
        };
        /** @description An hour: illegal calls in it, and the bans that began in it by reason. */
        FirewallHourView: {
            /** Format: date-time */
            at: string;
            /** Format: int64 */
            illegalCalls: number;
            bans: {
                [key: string]: number;
            };
        };
        /** @description A line to be put into a list. */
        FirewallLineOrder: {
            source: null | string;
            comment: null | string;
            /** Format: date-time */
            until: null | string;
        };
        /** @description A line of a list. Without Until it has no end. */
        FirewallLineView: {
            source: string;
            comment: string;
            /** Format: date-time */
            until: null | string;
            by: string;
            /** Format: date-time */
            at: string;
        };
        /** @description A rule: Mode is off, on or dryRun. What it has done is since the switch started; Parameter is where it is set, with _COUNT and _TIME. */
        FirewallRuleView: {
            reason: string;
            mode: string;
            /** Format: int32 */
            count: number;
            /** Format: int32 */
            seconds: number;
            parameter: string;
            /** Format: int64 */
            bans: number;
            /** Format: int64 */
            wouldBan: number;
            /** Format: int64 */
            spared: number;
        };
        /** @description Whom a rule on trial would have banned. */
        FirewallTrialView: {
            /** Format: date-time */
            at: string;
            source: string;
            reason: string;
            /** Format: int64 */
            offences: number;
            userAgent: string;
            /** Format: int32 */
            seconds: number;
            country: string;
            /** Format: int64 */
            asn: number;
            asName: string;
        };
        /** @description Where bans are enforced (`kernel` or `process`), why there, and how many are in force. */
        FirewallView: {
            enforced: string;
            why: string;
            /** Format: int32 */
            bans: number;
        };
        /** @description From where somebody may come: countries (BD), autonomous systems (asn:64500), addresses, networks. */
        GeofenceView: {
            /** @description From here and from nowhere else; empty: from anywhere that is not denied. */
            allow: null | string[];
            /** @description Never from here. */
            deny: null | string[];
            /** @description Nor from where no country or system is known, while such are allowed. */
            denyUnknown: null | boolean;
        };
        /** @description Whether the process lives, or takes calls. */
        HealthView: {
            status: string;
        };
        /**
         * @description A stranger: its network (24 bits of IPv4, 64 of IPv6), how often it tried to call, when, which numbers, until when it is suspended for wrong passwords, and whether it is known to be
         *         harmless. Country, asn and asName are what the installed databases say of it; empty and 0: unknown.
         */
        IllegalSourceView: {
            sourceIp: string;
            network: string;
            /** Format: int64 */
            count: number;
            /** Format: date-time */
            first: string;
            /** Format: date-time */
            last: string;
            numbersTried: string[];
            /** Format: date-time */
            bannedUntil: null | string;
            isWhiteListed: boolean;
            country: string;
            /** Format: int64 */
            asn: number;
            asName: string;
        };
        IngressTrunk: {
            /** @description Its name: in records, routes and logs. */
            name: string;
            /** @description Who pays for its calls. */
            account: string;
            /**
             * @description Locked, its calls are refused.
             * @default none
             * @enum {string}
             */
            lock: "none" | "outgoing" | "incoming" | "all";
            /**
             * @description Addresses that calls come from: address, address:port or CIDR. Empty: known by digest only.
             * @default []
             */
            addresses: string[];
            /**
             * @description Left out: by password when the trunk has one, else by address.
             * @enum {string}
             */
            authentication?: "ip" | "ipAndPort" | "password";
            /**
             * @description Digest user; the trunk's name when empty.
             * @default
             */
            username: string;
            /**
             * @description Digest password, asked for at each call; write-only in the plan.
             * @default
             */
            password: string;
            /**
             * Format: int32
             * @description Concurrent calls; 0 = no limit.
             * @default 0
             */
            capacity: number;
            /**
             * Format: int32
             * @description New calls a second; 0 = no limit.
             * @default 0
             */
            cps: number;
            /**
             * Format: int32
             * @description Lower wins when several trunks fit one source.
             * @default 1
             */
            priority: number;
            /**
             * @description Callers this trunk takes, by prefix; tells trunks on one address apart. Empty = all.
             * @default []
             */
            callerPrefixes: string[];
            /**
             * @description Callees this trunk takes, by prefix. Empty = all.
             * @default []
             */
            calledPrefixes: string[];
            /**
             * @description Dial rules for the caller's number on the way in (VOS3000 rewriteRulesOutCaller).
             * @default
             */
            callingRewrite: string;
            /**
             * @description Dial rules for the called number on the way in (VOS3000 rewriteRulesOutCallee).
             * @default
             */
            calledRewrite: string;
            /**
             * @description The rate table of this trunk; the account's when empty.
             * @default
             */
            rateTable: string;
            /**
             * Format: decimal
             * @description Smallest profit in percent of the selling price; null leaves "no loss" (0) in force. Negative allows planned losses.
             */
            minProfitPercent?: string;
            /**
             * Format: decimal
             * @description Dearest cost of a second that this customer's calls may be sold to; null = any.
             */
            maxSecondRate?: string;
            /**
             * @description What orders trunks of one priority: none, highest ASR, lowest cost per second (VOS3000 firstRoutePolicy).
             * @default none
             * @enum {string}
             */
            firstRoutePolicy: "none" | "answerSeizureRatio" | "leastCost";
            /**
             * @description The same among those that the first leaves equal.
             * @default none
             * @enum {string}
             */
            secondRoutePolicy: "none" | "answerSeizureRatio" | "leastCost";
            /**
             * @description Names of egress trunks this customer may use; empty = all.
             * @default []
             */
            egressTrunks: string[];
            /**
             * @description Where our answers to it go.
             * @default packetSource
             * @enum {string}
             */
            sipResponseAddressMethod: "packetSource" | "sourceIpAndViaPort" | "via";
            /**
             * @description Where our requests within a call go.
             * @default packetSource
             * @enum {string}
             */
            sipRequestAddressMethod: "packetSource" | "sourceIpAndContactPort" | "contact";
            /**
             * @description Where the caller's number is read.
             * @default from
             * @enum {string}
             */
            sipCallerE164Domain: "from" | "remotePartyId" | "display" | "pAssertedIdentity" | "pPreferredIdentity";
            /**
             * @description Where the called number is read.
             * @default requestUri
             * @enum {string}
             */
            sipCalleeE164Domain: "to" | "requestUri" | "diversion";
            /**
             * @description Whether an incoming Privacy header is honoured (VOS3000 sipPrivacySupport).
             * @default true
             */
            sipPrivacySupport: boolean;
            /**
             * @description Session timers (RFC 4028).
             * @default true
             */
            sipTimer: boolean;
            /**
             * @description Reliable provisional responses (RFC 3262).
             * @default true
             */
            sip100Rel: boolean;
            /**
             * @description What the caller is told while it rings.
             * @default auto
             * @enum {string}
             */
            sipRemoteRingSignal: "auto" | "sessionProgress" | "ringing";
            /**
             * Format: int32
             * @description Longest time in seconds a call may stay unanswered; 0 = no limit of its own (VOS3000 timeoutCallProceeding).
             * @default 0
             */
            timeoutCallProceeding: number;
            /**
             * Format: int32
             * @description Longest talk time in seconds; 0 = none.
             * @default 0
             */
            maxCallDuration: number;
            /**
             * @description What the customer is told instead of the true failure: 503:486,0:503.
             * @default
             */
            callFailedSipCode: string;
            /**
             * @description Whether a voice says why a call fails (VOS3000 unableToConnectVoicePrompts).
             * @default system
             * @enum {string}
             */
            unableToConnectVoicePrompts: "system" | "on" | "off";
            /**
             * @description Its own voices for that, before those of SS_FAILURE_VOICES: InsufficientBalance:no-credit,486:busy,0:sorry.
             * @default
             */
            failureVoices: string;
            /**
             * @description What is told of the credit before the call goes out (VOS3000 callRemainingTimePrompts).
             * @default system
             * @enum {string}
             */
            callRemainingTimePrompts: "system" | "money" | "minutes" | "none";
            /**
             * @description Whether a voice says that the balance is low (VOS3000 balanceNotEnoughAlarm).
             * @default system
             * @enum {string}
             */
            balanceNotEnoughAlarm: "system" | "on" | "off";
            /**
             * @description The directory of sounds that its voices are taken from first (VOS3000 language).
             * @default
             */
            language: string;
            /**
             * @description Its calls are counted for, and kept from, a black list that this switch keeps in memory and that holds for such trunks only; else for the list of all (VOS3000 dynamicBlackListInStandalone).
             * @default false
             */
            dynamicBlackListInStandalone: boolean;
            /** @description From where its calls may come, beside what its addresses say: a call from elsewhere is an illegal call. */
            geofence?: {
                /**
                 * @description From here and from nowhere else: countries (BD), autonomous systems (asn:64500), addresses, networks (203.0.113.0/24). Empty: from anywhere that is not denied.
                 * @default []
                 */
                allow: string[];
                /**
                 * @description Never from here, whatever is allowed.
                 * @default []
                 */
                deny: string[];
                /**
                 * @description Where countries or systems are allowed: nor from where the installed databases know none, such as private addresses. Off, such sources pass.
                 * @default false
                 */
                denyUnknown: boolean;
            };
            /**
             * @description Whether its media goes through the switch (VOS3000 rtpForwardType).
             * @default auto
             * @enum {string}
             */
            rtpForwardType: "auto" | "on" | "off" | "mustOn";
            /**
             * @description Which silent direction ends a call (VOS3000 mediaCheckDirection).
             * @default none
             * @enum {string}
             */
            mediaCheckDirection: "none" | "toRemote" | "fromRemote" | "both";
            /**
             * @description Its calls are recorded from the answer on (VOS3000 mediaRecord).
             * @default false
             */
            mediaRecord: boolean;
            /**
             * @description In which forms its keys are taken (VOS3000 dtmfReceiveMethod).
             * @default all
             * @enum {string}
             */
            dtmfReceiveMethod: "all" | "rfc2833" | "signalling" | "off";
            /**
             * @description In which form it gets keys (VOS3000 dtmfSendMethodSIP).
             * @default auto
             * @enum {string}
             */
            dtmfSendMethodSip: "auto" | "rfc2833" | "sipInfo" | "off";
            /**
             * Format: int32
             * @description Payload type of the telephone-events that it gets; 0 = as its description says.
             * @default 0
             */
            dtmfSendPayloadType: number;
            /**
             * Format: int32
             * @description Payload type of the telephone-events that come from it; 0 = as agreed.
             * @default 0
             */
            dtmfReceivePayloadType: number;
            /**
             * @description Keys are listened for in its sound (VOS3000 rtpIncludeDtmfInband).
             * @default false
             */
            rtpIncludeDtmfInband: boolean;
            /**
             * @description It gets keys as tones (VOS3000 rtpNeedDtmfInband).
             * @default false
             */
            rtpNeedDtmfInband: boolean;
            /**
             * @description Only the codecs of sipCodecs are used with it (VOS3000 sipCodecAssign); else those that both sides have.
             * @default false
             */
            sipCodecAssign: boolean;
            /**
             * @description Names as in SDP, best first: PCMU, PCMA, G722, opus, G729 ...
             * @default []
             */
            sipCodecs: string[];
            /**
             * @description A codec that the other side has not got may be made for it (VOS3000 audioCodecTranscodingEnable).
             * @default false
             */
            audioCodecTranscodingEnable: boolean;
        };
        JsonElement: unknown;
        JsonObject: Record<string, never>;
        /** @description A display filter of Wireshark, and what it shows. */
        LadderFilter: {
            shows: string;
            filter: string;
        };
        /**
         * @description One message. Leg is 0 on the caller's side, n on the nth attempt; Peer names the trunk or the phone. IsCut: only the start line was kept.
         *         MadeFrom: the place in the list (0 the first) of the message that came in and that the switch sent this one for, null when there is none; Changes: what differs
         *         between the two.
         */
        LadderMessageView: {
            /** Format: int32 */
            leg: number;
            peer: string;
            direction: string;
            /** Format: date-time */
            at: string;
            transport: string;
            local: string;
            remote: string;
            startLine: string;
            message: string;
            isCut: boolean;
            /** Format: int32 */
            madeFrom: number | null;
            changes: null | components["schemas"]["MessageChange"][];
        };
        /** @description The messages of a call or of a registration, in the order they passed, and the display filters that find them in Wireshark. One page: Next is always null. */
        LadderView: {
            items: components["schemas"]["LadderMessageView"][];
            next: null | string;
            filters: components["schemas"]["LadderFilter"][];
        };
        /** @description Who changed an object last (as the audit log names him), when, and by which revision of the plan; null for what is no part of the plan. */
        LastChangeView: {
            actor: string;
            /** Format: date-time */
            at: string;
            /** Format: int64 */
            revision: number | null;
        };
        /** @description One entry of the ledger. `balance` is the account's after it, in the account's `currency` (empty while it has none); `cdrId` names the call that it charges. */
        LedgerEntryView: {
            id: string;
            /** Format: date-time */
            at: string;
            account: string;
            kind: string;
            /** Format: decimal */
            amount: string;
            /** Format: decimal */
            balance: string;
            currency: string;
            reference: string;
            cdrId: null | string;
        };
        /** @description One call with its media as it is now. */
        LiveCallDetailView: {
            /** @description The call, as in the list. */
            call: components["schemas"]["LiveCallView"];
            /** @description on: through the node; off: from end to end. */
            mediaMode: string;
            /** @description The media node that relays. */
            mediaNode: string;
            /** @description What came from the caller, and what was sent to it. */
            callerMedia: components["schemas"]["MediaLegView"];
            /** @description The same of the callee. */
            calleeMedia: components["schemas"]["MediaLegView"];
            /** @description Its media so far, interval by interval. */
            quality: components["schemas"]["QualityView"];
        };
        /** @description One call as it stands now. */
        LiveCallView: {
            /** @description Its record's number. */
            id: string;
            /** @description Call-ID of the caller's leg. */
            callId: string;
            /** @description Locating, Dialing, Ringing, Offered, Talking ... */
            state: string;
            /** @description As billed. */
            callingNumber: string;
            /** @description As billed. */
            calledNumber: string;
            /** @description Who pays. */
            account: string;
            /** @description The trunk that it came by. */
            ingressTrunk: string;
            /** @description The trunk that it goes out on. */
            egressTrunk: string;
            /** @description The phone that it came from. */
            phone: string;
            /** @description Address of the caller. */
            sourceIp: string;
            /**
             * Format: date-time
             * @description When it came.
             */
            startedAt: string;
            /**
             * Format: date-time
             * @description When it was answered.
             */
            answeredAt: null | string;
            /**
             * Format: int64
             * @description How long it has been talked.
             */
            talkMs: number;
            /** @description test or voice for a call of the switch's own, else empty. */
            placedBy: string;
            /** @description on: through the switch; off: from end to end. */
            mediaMode: string;
            /** @description Codec of the caller's leg, once it is agreed. */
            callerCodec: string;
            /** @description Codec of the callee's leg. */
            calleeCodec: string;
            /** @description The caller's device, as it names itself. */
            callerUserAgent: string;
            /** @description The callee's, once it has answered. */
            calleeUserAgent: string;
            /** @description Where the caller signals from. */
            callerAddress: string;
            /** @description Our address that it signals to. */
            callerLocalAddress: string;
            /** @description Where the caller's description wants its media; of a call that goes direct, as its first offer or last answer said. */
            callerMediaAddress: string;
            /** @description Where the callee signals. */
            calleeAddress: string;
            /** @description Our address that it is called from. */
            calleeLocalAddress: string;
            /** @description Where the callee's description wants its media. */
            calleeMediaAddress: string;
            /** @description The caller's media while it is relayed. */
            callerMedia: components["schemas"]["LiveMediaView"];
            /** @description The callee's. */
            calleeMedia: components["schemas"]["LiveMediaView"];
            /** @description Country of the caller's address (ISO 3166-1), as the installed databases say; not there: unknown, or none is installed. */
            country?: null | string;
            /**
             * Format: int64
             * @description Number of the autonomous system that announces it.
             */
            asn?: number | null;
            /** @description Who has that system. */
            asName?: null | string;
        };
        /** @description The media of one side, as of the last sample of five seconds. */
        LiveMediaView: {
            /** @description What its last description takes, in its order. */
            codecs: string;
            /** @description In which forms its keys are taken: RFC 2833, SIP INFO, in-band. */
            dtmfReceived: string;
            /** @description In which forms it is given the other side's. */
            dtmfSent: string;
            /** @description SDES or DTLS; empty for none. */
            encryption: string;
            /**
             * Format: int64
             * @description RTP packets that came from it.
             */
            packets: number;
            /**
             * Format: int64
             * @description Their bytes.
             */
            octets: number;
            /**
             * Format: int64
             * @description Packets that never came.
             */
            lost: number;
            /**
             * Format: double
             * @description Interarrival jitter.
             */
            jitterMs: number;
            /**
             * Format: double
             * @description Mean opinion score of the last interval, 1 to 5; null while there is none.
             */
            mos: number | null;
        };
        /** @description The media of one leg in one direction. Null stands for what the media node could not know. */
        MediaFlowView: {
            /** Format: int64 */
            packets: number;
            /** Format: int64 */
            octets: number;
            /** Format: int64 */
            lost: number | null;
            /** Format: int64 */
            reordered: number | null;
            /** Format: int64 */
            duplicates: number | null;
            /** Format: double */
            jitterMs: number | null;
            /** Format: double */
            rttMs: number | null;
            /** Format: double */
            mos: number | null;
            /** Format: date-time */
            lastPacketAt: null | string;
            /** Format: date-time */
            firstPacketAt: null | string;
            /** Format: int32 */
            codecChanges: number | null;
        };
        /** @description The media of one leg: what came from the peer, what was sent to it. */
        MediaLegView: {
            codec: string;
            in: null | components["schemas"]["MediaFlowView"];
            out: null | components["schemas"]["MediaFlowView"];
        };
        /**
         * @description What differs between a message that came in and the one that went out for it. Part: `start line`, a header's name, or `body` with the line's place
         *     (`body session c=`, `body audio 1 a=rtpmap:8`). Was is null where something was added, Became where it was left out.
         */
        MessageChange: {
            part: string;
            was: null | string;
            became: null | string;
        };
        /** @description Money of one currency: what customers pay and vendors get, without tax. */
        MoneyView: {
            /** @description Its code. */
            currency: string;
            /**
             * Format: decimal
             * @description What customers pay.
             */
            revenue: string;
            /**
             * Format: decimal
             * @description What vendors get.
             */
            cost: string;
            /**
             * Format: decimal
             * @description The first less the second.
             */
            margin: string;
        };
        /** @description How long a silent UDP binding lives, seconds; nothing lost: LostSeconds 0. */
        NatCheckBinding: {
            /** Format: int32 */
            survivedSeconds: number;
            /** Format: int32 */
            lostSeconds: number;
        };
        /** @description One change of a marked message on its way, to the byte. */
        NatCheckChange: {
            part: string;
            /** Format: int32 */
            sentAt: number;
            /** Format: int32 */
            arrivedAt: number;
            sent: string;
            arrived: string;
            sentLine: string;
            arrivedLine: string;
        };
        /** @description What one marked message came to; no source: there was no answer. */
        NatCheckProbe: {
            transport: string;
            /** Format: int32 */
            port: number;
            method: string;
            source: string;
            /** Format: int32 */
            answers: number;
            changes: components["schemas"]["NatCheckChange"][];
        };
        /** @description What `nat-check` has found, as it reports and `--json` prints it. */
        NatCheckResult: {
            switch: string;
            own: string;
            probes: components["schemas"]["NatCheckProbe"][];
            type: components["schemas"]["NatCheckType"];
            binding: null | components["schemas"]["NatCheckBinding"];
            findings: components["schemas"]["EndpointFinding"][];
            isAnswered: boolean;
            hasFault: boolean;
        };
        /** @description The kind of NAT. */
        NatCheckType: {
            mapping: string;
            filtering: string;
            keepsPort: boolean;
        };
        /** @description One result of a visitor's `nat-check`. */
        NatCheckView: {
            /** @description What it is shared by. */
            id: string;
            /**
             * Format: date-time
             * @description When the page was used.
             */
            createdAt: string;
            /** @description From where. */
            createdFrom: string;
            /**
             * Format: date-time
             * @description When the tool reported.
             */
            reportedAt: null | string;
            /** @description From where. */
            reportedFrom: string;
            result: null | components["schemas"]["NatCheckResult"];
        };
        /** @description A number to be put on a list; without Seconds for ever. */
        NumberLineOrder: {
            list: null | string;
            side: null | string;
            number: null | string;
            /** Format: int32 */
            seconds: number | null;
            comment: null | string;
        };
        /**
         * @description A number on a list: List is black or white, Side caller or callee, Reason manual, maliciousCall, concurrent or noAnswer. Without
         *     Until it has no end. IsStandalone: it holds for trunks with dynamicBlackListInStandalone only, and until the switch stops.
         */
        NumberLineView: {
            list: string;
            side: string;
            number: string;
            isStandalone: boolean;
            reason: string;
            /** Format: date-time */
            from: string;
            /** Format: date-time */
            until: null | string;
            /** Format: int32 */
            count: number;
            by: string;
            comment: string;
        };
        /**
         * @description An egress trunk that registers at its carrier: `registered`, `asking`, or `waiting` for another try; where, since when and until when; the status of the last answer, 0 when none
         *     came.
         */
        OutwardRegistrationView: {
            trunk: string;
            state: string;
            registrar: string;
            /** Format: date-time */
            since: null | string;
            /** Format: date-time */
            expires: null | string;
            /** Format: int32 */
            lastAnswer: number;
        };
        /** @description Whether the switch has more to do than it can, and whom it turns away therefore (docs/security.md, Overload). */
        OverloadView: {
            /** @description `none`; `strangers`: calls of sources that are not in the plan, in silence but on record, and their registrations; `all`: all new calls and registrations. What belongs to a call that is up is always taken. */
            level: string;
            /**
             * Format: date-time
             * @description Since when somebody is turned away; null: nobody is.
             */
            since: null | string;
            /**
             * Format: date-time
             * @description When somebody was last turned away, to the second; null: nobody was since the start.
             */
            lastAt: null | string;
            /**
             * Format: int64
             * @description How long the message has waited that is in hand now, of the shard that is furthest behind.
             */
            waitedMs: number;
            /**
             * Format: int32
             * @description SS_OVERLOAD_DELAY: who lets messages wait for longer, and goes on doing so, sheds; 0: never.
             */
            delayMs: number;
            /**
             * Format: int64
             * @description Signalling threads.
             */
            shards: number;
            /**
             * Format: int64
             * @description Of these, turning somebody away.
             */
            shardsShedding: number;
            /**
             * Format: int32
             * @description What customers are answered.
             */
            answer: number;
            /** @description The least and the most seconds in it. */
            retryAfter: number[];
            /** @description Since the start, by who it was. */
            turnedAway: components["schemas"]["TurnedAwayView"];
        };
        /** @description The switch at a moment. */
        OverviewView: {
            /**
             * Format: date-time
             * @description The moment.
             */
            at: string;
            /**
             * Format: int64
             * @description Calls in progress.
             */
            callsNow: number;
            /**
             * Format: int64
             * @description Of these, answered.
             */
            talkingNow: number;
            /**
             * Format: double
             * @description New calls in the second before.
             */
            callsPerSecond: number;
            /** @description The last sixty minutes, this one with them. */
            lastHour: components["schemas"]["PeriodView"];
            /** @description Since midnight UTC. */
            today: components["schemas"]["PeriodView"];
            /** @description What is watched, whether it is well or not. */
            alarms: components["schemas"]["AlarmView"][];
            /** @description Sixty points of a minute, oldest first; not in events, where each changes the last point only. */
            hour: null | components["schemas"]["PeriodView"][];
            /** @description Sixty points of 24 minutes, oldest first; not in events. */
            day: null | components["schemas"]["PeriodView"][];
            /** @description Alarms that are there, by level; their list is at /alarms. */
            openAlarms: components["schemas"]["AlarmCountsView"];
            minute?: null | components["schemas"]["PeriodView"];
        };
        /** @description A list's answer: Next is the cursor of the following page, null on the last one. */
        PageOfAlarmSettingView: {
            items: components["schemas"]["AlarmSettingView"][];
            next: null | string;
        };
        /** @description A list's answer: Next is the cursor of the following page, null on the last one. */
        PageOfAlarmTypeView: {
            items: components["schemas"]["AlarmTypeView"][];
            next: null | string;
        };
        /** @description A list's answer: Next is the cursor of the following page, null on the last one. */
        PageOfApiKeyView: {
            items: components["schemas"]["ApiKeyView"][];
            next: null | string;
        };
        /** @description A list's answer: Next is the cursor of the following page, null on the last one. */
        PageOfAuditLineView: {
            items: components["schemas"]["AuditLineView"][];
            next: null | string;
        };
        /** @description A list's answer: Next is the cursor of the following page, null on the last one. */
        PageOfBackupView: {
            items: components["schemas"]["BackupView"][];
            next: null | string;
        };
        /** @description A list's answer: Next is the cursor of the following page, null on the last one. */
        PageOfBanView: {
            items: components["schemas"]["BanView"][];
            next: null | string;
        };
        /** @description A list's answer: Next is the cursor of the following page, null on the last one. */
        PageOfCdrView: {
            items: components["schemas"]["CdrView"][];
            next: null | string;
        };
        /** @description A list's answer: Next is the cursor of the following page, null on the last one. */
        PageOfEndpointNat: {
            items: components["schemas"]["EndpointNat"][];
            next: null | string;
        };
        /** @description A list's answer: Next is the cursor of the following page, null on the last one. */
        PageOfFirewallHourView: {
            items: components["schemas"]["FirewallHourView"][];
            next: null | string;
        };
        /** @description A list's answer: Next is the cursor of the following page, null on the last one. */
        PageOfFirewallLineView: {
            items: components["schemas"]["FirewallLineView"][];
            next: null | string;
        };
        /** @description A list's answer: Next is the cursor of the following page, null on the last one. */
        PageOfFirewallRuleView: {
            items: components["schemas"]["FirewallRuleView"][];
            next: null | string;
        };
        /** @description A list's answer: Next is the cursor of the following page, null on the last one. */
        PageOfFirewallTrialView: {
            items: components["schemas"]["FirewallTrialView"][];
            next: null | string;
        };
        /** @description A list's answer: Next is the cursor of the following page, null on the last one. */
        PageOfIllegalSourceView: {
            items: components["schemas"]["IllegalSourceView"][];
            next: null | string;
        };
        /** @description A list's answer: Next is the cursor of the following page, null on the last one. */
        PageOfJsonObject: {
            items: unknown[];
            next: null | string;
        };
        /** @description A list's answer: Next is the cursor of the following page, null on the last one. */
        PageOfLedgerEntryView: {
            items: components["schemas"]["LedgerEntryView"][];
            next: null | string;
        };
        /** @description A list's answer: Next is the cursor of the following page, null on the last one. */
        PageOfLiveCallView: {
            items: components["schemas"]["LiveCallView"][];
            next: null | string;
        };
        /** @description A list's answer: Next is the cursor of the following page, null on the last one. */
        PageOfNatCheckView: {
            items: components["schemas"]["NatCheckView"][];
            next: null | string;
        };
        /** @description A list's answer: Next is the cursor of the following page, null on the last one. */
        PageOfNumberLineView: {
            items: components["schemas"]["NumberLineView"][];
            next: null | string;
        };
        /** @description A list's answer: Next is the cursor of the following page, null on the last one. */
        PageOfOutwardRegistrationView: {
            items: components["schemas"]["OutwardRegistrationView"][];
            next: null | string;
        };
        /** @description A list's answer: Next is the cursor of the following page, null on the last one. */
        PageOfParameterView: {
            items: components["schemas"]["ParameterView"][];
            next: null | string;
        };
        /** @description A list's answer: Next is the cursor of the following page, null on the last one. */
        PageOfPlanChangeView: {
            items: components["schemas"]["PlanChangeView"][];
            next: null | string;
        };
        /** @description A list's answer: Next is the cursor of the following page, null on the last one. */
        PageOfPlanRevisionView: {
            items: components["schemas"]["PlanRevisionView"][];
            next: null | string;
        };
        /** @description A list's answer: Next is the cursor of the following page, null on the last one. */
        PageOfRaisedAlarmView: {
            items: components["schemas"]["RaisedAlarmView"][];
            next: null | string;
        };
        /** @description A list's answer: Next is the cursor of the following page, null on the last one. */
        PageOfRecordingView: {
            items: components["schemas"]["RecordingView"][];
            next: null | string;
        };
        /** @description A list's answer: Next is the cursor of the following page, null on the last one. */
        PageOfRegistrationView: {
            items: components["schemas"]["RegistrationView"][];
            next: null | string;
        };
        /** @description A list's answer: Next is the cursor of the following page, null on the last one. */
        PageOfRoleView: {
            items: components["schemas"]["RoleView"][];
            next: null | string;
        };
        /** @description A list's answer: Next is the cursor of the following page, null on the last one. */
        PageOfShareView: {
            items: components["schemas"]["ShareView"][];
            next: null | string;
        };
        /** @description A list's answer: Next is the cursor of the following page, null on the last one. */
        PageOfSipMessageView: {
            items: components["schemas"]["SipMessageView"][];
            next: null | string;
        };
        /** @description A list's answer: Next is the cursor of the following page, null on the last one. */
        PageOfSoakView: {
            items: components["schemas"]["SoakView"][];
            next: null | string;
        };
        /** @description A list's answer: Next is the cursor of the following page, null on the last one. */
        PageOfUserView: {
            items: components["schemas"]["UserView"][];
            next: null | string;
        };
        /** @description A list's answer: Next is the cursor of the following page, null on the last one. */
        PageOfWhiteListView: {
            items: components["schemas"]["WhiteListView"][];
            next: null | string;
        };
        /** @description A new value; a number may be written as one. */
        ParameterEdit: {
            value: components["schemas"]["JsonElement"];
        };
        /**
         * @description A field of a kind of plan object (`egressTrunks`) that goes before a parameter: `instead` of it where the object has one; as one of several of which the `smallest` holds (0 is none);
         *     or `before` it, so that the parameter decides what the field leaves equal.
         */
        ParameterOverrideView: {
            kind: string;
            field: string;
            way: string;
        };
        /** @description One system parameter: what it is now, what it may be, what it does, and which settings of single objects go before it (none: it holds for the whole switch). */
        ParameterView: {
            name: string;
            value: string;
            default: string;
            range: string;
            description: string;
            overrides: components["schemas"]["ParameterOverrideView"][];
        };
        /** @description The money of one party. Amounts are in the rate table's currency. */
        PartyView: {
            account: string;
            rateTable: string;
            ratePrefix: string;
            area: string;
            /** Format: int64 */
            feeTime: number;
            /** Format: decimal */
            fee: string;
            /** Format: decimal */
            tax: string;
            /** Format: int64 */
            packageTime: number;
            /** Format: decimal */
            packageFee: string;
            currency: string;
        };
        /** @description A user's new password, and the one he has. */
        PasswordRequest: {
            password: null | string;
            newPassword: null | string;
        };
        /** @description A payment as it is asked for: `recharge` (default) puts money on the account, `deduct` takes it off. */
        PaymentRequest: {
            amount: null | string;
            kind: null | string;
            reference: null | string;
        };
        /** @description The calls that ended within a period. Ratios are percent, null where there is nothing to divide by. */
        PeriodView: {
            /**
             * Format: date-time
             * @description When it began; UTC.
             */
            from: string;
            /**
             * Format: int64
             * @description Calls, without illegal attempts.
             */
            calls: number;
            /**
             * Format: int64
             * @description Of these, answered.
             */
            answered: number;
            /**
             * Format: int64
             * @description Seconds of talk.
             */
            talkSeconds: number;
            /**
             * Format: double
             * @description Answer seizure ratio.
             */
            asr: number | null;
            /**
             * Format: double
             * @description Average duration of an answered call, in seconds.
             */
            acdSeconds: number | null;
            /**
             * Format: double
             * @description Network effectiveness ratio (ITU-T E.425): answered, busy, not picked up and refused by the user are the network's success.
             */
            ner: number | null;
            /**
             * Format: int64
             * @description Attempts of strangers.
             */
            illegalAttempts: number;
            /** @description By currency. */
            money: components["schemas"]["MoneyView"][];
            /**
             * Format: int32
             * @description Most calls at once, as looked at each second; null when the switch did not run then.
             */
            peakCalls: number | null;
        };
        Phone: {
            /** @description Its number, which it registers and is called by. */
            number: string;
            /** @description Who pays for its calls (billing mode 0). */
            account: string;
            /**
             * @description Which of its calls are refused.
             * @default none
             * @enum {string}
             */
            lock: "none" | "outgoing" | "incoming" | "all";
            /**
             * @description Digest password; write-only in the plan.
             * @default
             */
            password: string;
            /**
             * @description Its prices; its account's when empty.
             * @default
             */
            rateTable: string;
            /**
             * @description Dial rules for its own number when it calls.
             * @default
             */
            callingRewrite: string;
            /**
             * @description Dial rules for what it dials (VOS3000 rewriteRulesOutCallee).
             * @default
             */
            calledRewrite: string;
            /**
             * Format: int32
             * @description Calls at once, in both directions together; 0 = no limit. A phone whose lines are all in use is busy.
             * @default 0
             */
            lineCapacity: number;
            /**
             * Format: int32
             * @description Calls to it at once; 0 = no limit.
             * @default 0
             */
            lineCallIn: number;
            /**
             * Format: int32
             * @description Calls of it at once; 0 = no limit.
             * @default 0
             */
            lineCallOut: number;
            /**
             * @description Highest class of call it may make; left out, its account's.
             * @enum {string}
             */
            callLevel?: "onNet" | "local" | "domestic" | "international";
            /**
             * @description Where a static phone (VOS3000 register type 0) is: address[:port][;transport=tcp]. Empty: it registers.
             * @default
             */
            address: string;
            /**
             * @description Further numbers under which it is called.
             * @default []
             */
            dids: string[];
            /**
             * @description The number that carriers with enablePhoneDisplay, and those who get forwarded calls with its own number, see.
             * @default
             */
            displayNumber: string;
            /**
             * @description Dial rules for the caller's number that it sees.
             * @default
             */
            callingRewriteIn: string;
            /**
             * @description It sees who calls.
             * @default true
             */
            callerIdDisplay: boolean;
            /**
             * Format: int32
             * @description Seconds that it rings before the call counts as not answered; 0 = SS_SIP_TIMEOUT_RINGING.
             * @default 0
             */
            timeoutRinging: number;
            /**
             * @description IANA name of the zone whose clock periodForwardings follow; empty = UTC.
             * @default
             */
            timeZone: string;
            /**
             * @description Calls to it are answered with busy, and may be forwarded as such.
             * @default false
             */
            doNotDisturb: boolean;
            /**
             * @description Calls are forwarded at times of the week.
             * @default false
             */
            periodForwarding: boolean;
            /** @description The first that holds counts. */
            periodForwardings?: {
                /**
                 * @description Days, 0 Sunday to 6 Saturday; empty = every day.
                 * @default []
                 */
                weekOfDay: number[];
                /**
                 * Format: int32
                 * @description Second of the day from which it holds.
                 * @default 0
                 */
                beginSecondInDay: number;
                /**
                 * Format: int32
                 * @description Second of the day at which it ends; before beginSecondInDay it goes on past midnight, and the day is the one on which it began.
                 * @default 86400
                 */
                endSecondInDay: number;
                forwardE164?: {
                    /**
                     * @description The numbers, as the phone itself would dial them.
                     * @default []
                     */
                    e164: string[];
                    /**
                     * @description VOS3000 forwardMethod: how several targets are called.
                     * @default sequential
                     * @enum {string}
                     */
                    forwardMethod: "sequential" | "random" | "simultaneous";
                    /**
                     * Format: int32
                     * @description Seconds that a target rings before the next has its turn; −1 = as long as it may anyway. The last rings on.
                     * @default -1
                     */
                    alertSecond: number;
                };
            }[];
            /**
             * @description All calls are forwarded.
             * @default false
             */
            unconditionalForward: boolean;
            /** @description Where to. */
            unconditionalForwardE164?: {
                /**
                 * @description The numbers, as the phone itself would dial them.
                 * @default []
                 */
                e164: string[];
                /**
                 * @description VOS3000 forwardMethod: how several targets are called.
                 * @default sequential
                 * @enum {string}
                 */
                forwardMethod: "sequential" | "random" | "simultaneous";
                /**
                 * Format: int32
                 * @description Seconds that a target rings before the next has its turn; −1 = as long as it may anyway. The last rings on.
                 * @default -1
                 */
                alertSecond: number;
            };
            /**
             * @description Calls are forwarded while it is not registered.
             * @default false
             */
            offlineForward: boolean;
            /** @description Where to. */
            offlineForwardE164?: {
                /**
                 * @description The numbers, as the phone itself would dial them.
                 * @default []
                 */
                e164: string[];
                /**
                 * @description VOS3000 forwardMethod: how several targets are called.
                 * @default sequential
                 * @enum {string}
                 */
                forwardMethod: "sequential" | "random" | "simultaneous";
                /**
                 * Format: int32
                 * @description Seconds that a target rings before the next has its turn; −1 = as long as it may anyway. The last rings on.
                 * @default -1
                 */
                alertSecond: number;
            };
            /**
             * @description Calls are forwarded while it is busy.
             * @default false
             */
            busyForward: boolean;
            /** @description Where to. */
            busyForwardE164?: {
                /**
                 * @description The numbers, as the phone itself would dial them.
                 * @default []
                 */
                e164: string[];
                /**
                 * @description VOS3000 forwardMethod: how several targets are called.
                 * @default sequential
                 * @enum {string}
                 */
                forwardMethod: "sequential" | "random" | "simultaneous";
                /**
                 * Format: int32
                 * @description Seconds that a target rings before the next has its turn; −1 = as long as it may anyway. The last rings on.
                 * @default -1
                 */
                alertSecond: number;
            };
            /**
             * @description Calls are forwarded when nobody answers.
             * @default false
             */
            noAnswerForward: boolean;
            /** @description Where to. */
            noAnswerForwardE164?: {
                /**
                 * @description The numbers, as the phone itself would dial them.
                 * @default []
                 */
                e164: string[];
                /**
                 * @description VOS3000 forwardMethod: how several targets are called.
                 * @default sequential
                 * @enum {string}
                 */
                forwardMethod: "sequential" | "random" | "simultaneous";
                /**
                 * Format: int32
                 * @description Seconds that a target rings before the next has its turn; −1 = as long as it may anyway. The last rings on.
                 * @default -1
                 */
                alertSecond: number;
            };
            /**
             * @description Who its forwarded calls say that calls.
             * @default system
             * @enum {string}
             */
            callForwardDisplay: "system" | "originalCaller" | "ownNumber";
            /**
             * @description Its calls to other phones of the switch are free.
             * @default system
             * @enum {string}
             */
            noBillingToPhone: "system" | "on" | "off";
            /**
             * @description While it is offline, carriers are tried with the number that was called.
             * @default system
             * @enum {string}
             */
            useRoutingGatewayNotOnline: "system" | "on" | "off";
            /**
             * @description Where it sends a call by 302 is followed, as a forwarding of its own.
             * @default system
             * @enum {string}
             */
            followRedirect: "system" | "on" | "off";
            /**
             * Format: int32
             * @description Seconds between its keep-alives, 10 to 86400; 0 = SS_SIP_NAT_KEEP_ALIVE_PERIOD.
             * @default 0
             */
            natKeepAlivePeriod: number;
            /** @description From where it may register and call, with its password: elsewhere that is refused, and a call an illegal call. */
            geofence?: {
                /**
                 * @description From here and from nowhere else: countries (BD), autonomous systems (asn:64500), addresses, networks (203.0.113.0/24). Empty: from anywhere that is not denied.
                 * @default []
                 */
                allow: string[];
                /**
                 * @description Never from here, whatever is allowed.
                 * @default []
                 */
                deny: string[];
                /**
                 * @description Where countries or systems are allowed: nor from where the installed databases know none, such as private addresses. Off, such sources pass.
                 * @default false
                 */
                denyUnknown: boolean;
            };
            /**
             * @description Whether a voice says why a call fails (VOS3000 unableToConnectVoicePrompts).
             * @default system
             * @enum {string}
             */
            unableToConnectVoicePrompts: "system" | "on" | "off";
            /**
             * @description Its own voices for that, before those of SS_FAILURE_VOICES: InsufficientBalance:no-credit,486:busy,0:sorry.
             * @default
             */
            failureVoices: string;
            /**
             * @description What is told of the credit before the call goes out (VOS3000 callRemainingTimePrompts).
             * @default system
             * @enum {string}
             */
            callRemainingTimePrompts: "system" | "money" | "minutes" | "none";
            /**
             * @description Whether a voice says that the balance is low (VOS3000 balanceNotEnoughAlarm).
             * @default system
             * @enum {string}
             */
            balanceNotEnoughAlarm: "system" | "on" | "off";
            /**
             * @description The directory of sounds that its voices are taken from first (VOS3000 language).
             * @default
             */
            language: string;
            /**
             * @description Whether its media goes through the switch (VOS3000 rtpForwardType).
             * @default auto
             * @enum {string}
             */
            rtpForwardType: "auto" | "on" | "off" | "mustOn";
            /**
             * @description Which silent direction ends a call (VOS3000 mediaCheckDirection).
             * @default none
             * @enum {string}
             */
            mediaCheckDirection: "none" | "toRemote" | "fromRemote" | "both";
            /**
             * @description Its calls are recorded from the answer on (VOS3000 mediaRecord).
             * @default false
             */
            mediaRecord: boolean;
            /**
             * @description In which forms its keys are taken (VOS3000 dtmfReceiveMethod).
             * @default all
             * @enum {string}
             */
            dtmfReceiveMethod: "all" | "rfc2833" | "signalling" | "off";
            /**
             * @description In which form it gets keys (VOS3000 dtmfSendMethodSIP).
             * @default auto
             * @enum {string}
             */
            dtmfSendMethodSip: "auto" | "rfc2833" | "sipInfo" | "off";
            /**
             * Format: int32
             * @description Payload type of the telephone-events that it gets; 0 = as its description says.
             * @default 0
             */
            dtmfSendPayloadType: number;
            /**
             * Format: int32
             * @description Payload type of the telephone-events that come from it; 0 = as agreed.
             * @default 0
             */
            dtmfReceivePayloadType: number;
            /**
             * @description Keys are listened for in its sound (VOS3000 rtpIncludeDtmfInband).
             * @default false
             */
            rtpIncludeDtmfInband: boolean;
            /**
             * @description It gets keys as tones (VOS3000 rtpNeedDtmfInband).
             * @default false
             */
            rtpNeedDtmfInband: boolean;
            /**
             * @description Only the codecs of sipCodecs are used with it (VOS3000 sipCodecAssign); else those that both sides have.
             * @default false
             */
            sipCodecAssign: boolean;
            /**
             * @description Names as in SDP, best first: PCMU, PCMA, G722, opus, G729 ...
             * @default []
             */
            sipCodecs: string[];
            /**
             * @description A codec that the other side has not got may be made for it (VOS3000 audioCodecTranscodingEnable).
             * @default false
             */
            audioCodecTranscodingEnable: boolean;
        };
        /** @description One difference between two plans: `+` added, `-` removed, `~` changed; in words, and what was there before and after where that is known and no secret. */
        PlanChangeView: {
            kind: string;
            path: string;
            what: string;
            before: string;
            after: string;
        };
        /** @description What a save did, or with `dryRun` would do. */
        PlanChanged: {
            /** Format: int64 */
            revision: number;
            changes: components["schemas"]["PlanChangeView"][];
        };
        /** @description One revision of the plan. Changes is how many it made; null where that was not counted yet. */
        PlanRevisionView: {
            /** Format: int64 */
            revision: number;
            /** Format: date-time */
            at: string;
            actor: string;
            /** Format: int32 */
            changes: number | null;
            isInForce: boolean;
        };
        ProblemDetails: {
            type?: null | string;
            title?: null | string;
            /** Format: int32 */
            status?: number | null;
            detail?: null | string;
            instance?: null | string;
        };
        /** @description Proof that it is still he who signed in: his password, or a code of his authenticator app. */
        ProofRequest: {
            password: null | string;
            code: null | string;
        };
        /** @description One interval: what came from the caller and from the callee. */
        QualityPointView: {
            caller: components["schemas"]["QualitySideView"];
            callee: components["schemas"]["QualitySideView"];
        };
        /** @description What came from one side within one interval. Null stands for what is not known. */
        QualitySideView: {
            /** Format: int32 */
            packets: number;
            /** Format: int32 */
            lost: number;
            /** Format: int32 */
            reordered: number;
            /** Format: int32 */
            duplicates: number;
            /** Format: double */
            jitterMs: number;
            /** Format: double */
            rttMs: number | null;
            /** Format: double */
            mos: number | null;
        };
        /** @description The quality of a call's media over its time; no points when its media did not go through our media process, or the call was too short. */
        QualityView: {
            /**
             * Format: date-time
             * @description When the first interval began.
             */
            from: null | string;
            /**
             * Format: int32
             * @description Length of an interval.
             */
            seconds: number;
            /** @description The intervals in their order. */
            points: components["schemas"]["QualityPointView"][];
        };
        /** @description An alarm that is there, or was. */
        RaisedAlarmView: {
            /**
             * Format: int64
             * @description Its number.
             */
            id: number;
            /**
             * Format: int32
             * @description VOS3000's code of its type; 30000 for what programs outside raise.
             */
            type: number;
            /** @description The type's name. */
            typeName: string;
            /** @description The trunk, account or whatever it is about; empty for the switch. */
            object: string;
            /**
             * Format: int32
             * @description 0 general, 1 minor, 2 major, 3 critical.
             */
            level: number;
            /**
             * Format: decimal
             * @description The last value that was outside.
             */
            value: string;
            /** @description What the value counts. */
            unit: string;
            /**
             * Format: decimal
             * @description The lower bound; null without one.
             */
            lower: null | string;
            /**
             * Format: decimal
             * @description The upper bound; null without one.
             */
            upper: null | string;
            /** @description What is known beside the value. */
            detail: string;
            /**
             * Format: date-time
             * @description When it came.
             */
            startedAt: string;
            /**
             * Format: date-time
             * @description When it went; null while it is there.
             */
            stoppedAt: null | string;
            /** @description Who has taken note of it; empty for nobody. */
            acknowledgedBy: string;
            /**
             * Format: date-time
             * @description When he did.
             */
            acknowledgedAt: null | string;
            /** @description What he said. */
            memo: string;
            /** @description Who ended it; empty when it went by itself. */
            clearedBy: string;
            /**
             * Format: date-time
             * @description When the mail about it had gone.
             */
            mailedAt: null | string;
            /**
             * Format: int64
             * @description The number of the setting that it came by; 0 without one.
             */
            setting: number;
        };
        RateTable: {
            /** @description Its name, by which accounts, trunks and phones refer to it. */
            name: string;
            /**
             * @description ISO 4217 code of its prices.
             * @default USD
             */
            currency: string;
            /** @description One for each prefix, and for each moment from which another holds. */
            rates?: {
                /** @description The beginning of the numbers that it is for; the longest that fits counts. */
                prefix: string;
                /** @description What people call the destination. */
                area?: string;
                /**
                 * Format: decimal
                 * @description Of one cycle.
                 */
                price: string;
                /**
                 * Format: int32
                 * @description Seconds of a cycle. What has begun is charged.
                 * @default 60
                 */
                per: number;
                /**
                 * Format: decimal
                 * @description Once for each answered call.
                 * @default 0
                 */
                connect: string;
                /**
                 * Format: date-time
                 * @description From when it holds; left out, always.
                 */
                effective?: string;
                /**
                 * Format: decimal
                 * @description Per cent on top.
                 * @default 0
                 */
                tax: string;
                /**
                 * @description Class of call, which an account may be limited to.
                 * @default international
                 * @enum {string}
                 */
                class: "onNet" | "local" | "domestic" | "international";
                /**
                 * @description No call is sold at it.
                 * @default false
                 */
                locked: boolean;
                /** @description The first seconds at fees of their own, in their order. */
                sections?: {
                    /**
                     * Format: int32
                     * @description How long it lasts.
                     */
                    seconds: number;
                    /**
                     * Format: decimal
                     * @description For all of it.
                     */
                    fee: string;
                }[];
            }[];
            /** @description Instead of rates: the lines of a CSV, prefix,area,price,per,connect,effective and on wish tax,class,locked. Read back as rates. */
            csv?: string;
        };
        /** @description One recording. Id is its call's record; ChangedAt when it was last written to. */
        RecordingView: {
            id: string;
            /** Format: int64 */
            bytes: number;
            /** Format: double */
            seconds: number;
            /** Format: date-time */
            changedAt: string;
            hasCapture: boolean;
        };
        /**
         * @description A contact that a phone has registered: where calls go, where its registration came from, whether a NAT lies between, what the phone calls itself, how long it lasts, how
         *     fast it answers OPTIONS if it is asked, how many seconds lie between its keep-alives, and which silence its binding in the router has outlived and which it has not, as far as that is known. The id
         *     names it among its phone's.
         */
        RegistrationView: {
            id: string;
            phone: string;
            contact: string;
            source: string;
            transport: string;
            behindNat: boolean;
            userAgent: string;
            path: string[];
            /** Format: double */
            preference: number;
            /** Format: date-time */
            since: string;
            /** Format: date-time */
            expires: string;
            /** Format: int32 */
            roundTripMs: number | null;
            /** Format: int32 */
            keepAliveSeconds: number | null;
            /** Format: int32 */
            bindingSurvivedSeconds: number | null;
            /** Format: int32 */
            bindingLostSeconds: number | null;
        };
        /** @description What the next start does. */
        RestoreView: {
            /** @description The backup that it restores, or the generation of the archive; null: none, it goes on with what is there. */
            backup: null | string;
            /** @description It is from the archive. */
            archive: boolean;
            /**
             * Format: date-time
             * @description When that backup was made; from the archive, the instant that it goes back to.
             */
            createdAt: null | string;
            /**
             * Format: date-time
             * @description When it was unpacked and found sound.
             */
            preparedAt: null | string;
            /** @description Who did it. */
            by: null | string;
            preparing: null | components["schemas"]["ArchiveRestoreView"];
        };
        /** @description A role as it is written. */
        RoleEdit: {
            name: null | string;
            pages: null | {
                [key: string]: string;
            };
        };
        /** @description A role. */
        RoleView: {
            /** @description Its name. */
            name: string;
            /** @description `view` or `edit` by page. */
            pages: {
                [key: string]: string;
            };
            /** @description It can't be changed. */
            isBuiltIn: boolean;
        };
        /** @description What to do on one family of routers. */
        RouterCure: {
            router: string;
            where: string;
            steps: string[];
        };
        /** @description A test that a visitor has begun. */
        SelfTestBegun: {
            /** @description Lets one report in: `nat-check HOST --report ORIGIN/public/v1/self-test/CODE`. */
            code: string;
            /** @description Opens its result, as a share link's token does. */
            token: string;
            /**
             * Format: date-time
             * @description Until when the code takes a report.
             */
            reportUntil: string;
            /**
             * Format: date-time
             * @description Until when the link shows it.
             */
            expiresAt: string;
        };
        /** @description Whether the page is open, and where visitors send their messages. */
        SelfTestView: {
            /** @description SS_NAT_SELF_TEST. */
            isOpen: boolean;
            /** @description HOST or HOST:PORT; empty for the name in the browser's address. */
            host: string;
            /**
             * Format: int32
             * @description The UDP port that SIP comes in at, for a host of which no port is known; 0: none, over streams only.
             */
            sipPort: number;
        };
        /** @description Who asks. */
        SessionUserView: {
            /** @description The user's name; `admin` for the installation key, `key:NAME` for an API key. */
            name: string;
            /** @description His role's name. */
            role: string;
            /** @description What he may do: `view` or `edit` by page; a page that is missing is not for him. */
            pages: {
                [key: string]: string;
            };
            /** @description The accounts that are all he sees; null for everything. */
            accounts: null | string[];
            /** @description He needs a code of his authenticator app. */
            hasTotp: boolean;
        };
        /** @description The state of a browser. */
        SessionView: {
            /** @description The first user has been made. Until then, POST with the installation key. */
            isClaimed: boolean;
            user: null | components["schemas"]["SessionUserView"];
            /** @description Goes into the header X-Tandem-Csrf of each write. */
            csrf: string;
            /**
             * Format: int32
             * @description Fewest characters of a new password.
             */
            passwordLength: number;
            /** @description The host of the OpenID provider that people may sign in with, at `/api/v1/session/openid`; null: there is none. */
            openId: null | string;
        };
        /** @description A link to be made. */
        ShareOrder: {
            /**
             * Format: int32
             * @description How long it is in force, 1 to 2160 (90 days); 168, a week, when left out.
             */
            hours: number | null;
            /** @description The last four digits of every number become stars. Of a call only. */
            hideNumbers: boolean;
            /** @description What the customer was charged is shown. Of a call only. */
            showCharge: boolean;
        };
        /** @description A link: what it shows, until when, who made it, and how often it was opened. */
        ShareView: {
            /** @description What it is revoked by; opens nothing. */
            id: string;
            /** @description `call` or `natCheck`. */
            kind: string;
            /** @description The record's id, or the check's. */
            subject: string;
            /** @description Numbers are hidden. */
            hideNumbers: boolean;
            /** @description The charge is shown. */
            showCharge: boolean;
            /**
             * Format: date-time
             * @description When it was made.
             */
            createdAt: string;
            /** @description By whom; `self-test`: by a visitor of that page. */
            createdBy: string;
            /**
             * Format: date-time
             * @description From then on it opens nothing.
             */
            expiresAt: string;
            /**
             * Format: int64
             * @description How often it was opened.
             */
            opened: number;
            /**
             * Format: date-time
             * @description When last.
             */
            openedAt: null | string;
            /** @description What opens it, when it is made and never again. The link is `/shared#TOKEN` behind the console's address; programs send it as `X-Tandem-Share`. */
            token: null | string;
        };
        /** @description What a link shows. */
        SharedView: {
            /** @description `call` or `natCheck`. */
            kind: string;
            /**
             * Format: date-time
             * @description Until when.
             */
            expiresAt: string;
            /** @description Numbers are hidden. */
            hideNumbers: boolean;
            /** @description The charge is shown; without it the record's amounts are zero and its tables empty. What carriers cost never is. */
            showCharge: boolean;
            cdr: null | components["schemas"]["CdrView"];
            explanation: null | components["schemas"]["Explanation"];
            ladder: null | components["schemas"]["LadderView"];
            quality: null | components["schemas"]["QualityView"];
            natCheck: null | components["schemas"]["NatCheckResult"];
        };
        /** @description Signing in: name and password, and the code of the authenticator app if the user has one. With `key`, the installation key, it makes the first user. */
        SignInRequest: {
            key: null | string;
            name: null | string;
            password: null | string;
            code: null | string;
        };
        /**
         * @description A route the call could take, best first, and what so many seconds of it would cost and leave: by a trunk, or to a phone. Where a phone has forwarded it, PaidBy names that phone,
         *     and the margin is of what its account pays. After says why it comes after the route before it (codes After…); null of the first one and of phones.
         */
        SimulatedRouteView: {
            egressTrunk: string;
            phone: string;
            paidBy: string;
            callingNumberOut: string;
            calledNumberOut: string;
            rateTable: string;
            currency: string;
            area: string;
            /** Format: decimal */
            cost: null | string;
            /** Format: decimal */
            costPerSecond: null | string;
            /** Format: decimal */
            margin: null | string;
            /** Format: decimal */
            profitPercent: null | string;
            after: null | components["schemas"]["FactView"];
        };
        /**
         * @description An imagined call. IngressTrunk or Phone names who sends it, or SourceIp (and SourcePort) where it
         *     comes from. At defaults to now. Plan is a plan to try (JSON); the plan in force when left out.
         */
        SimulationRequest: {
            callingNumber: null | string;
            calledNumber: null | string;
            sourceIp: null | string;
            /** Format: int32 */
            sourcePort: number | null;
            ingressTrunk: null | string;
            phone: null | string;
            /** Format: date-time */
            at: null | string;
            /** Format: int32 */
            seconds: number | null;
            plan: null | components["schemas"]["JsonObject"];
        };
        /** @description What would happen to the call. Refusal is an end reason; null when the call would go out. */
        SimulationView: {
            /** Format: int64 */
            planRevision: number;
            refusal: null | string;
            /** Format: int32 */
            sipStatus: number | null;
            ingressTrunk: string;
            phone: string;
            account: string;
            callingNumber: string;
            calledNumber: string;
            ratePrefix: string;
            area: string;
            /** Format: int32 */
            billingMode: number;
            /** Format: int32 */
            seconds: number;
            /** Format: decimal */
            fee: null | string;
            /** Format: decimal */
            tax: null | string;
            /** Format: decimal */
            pricePerSecond: null | string;
            routes: components["schemas"]["SimulatedRouteView"][];
            sentences: string[];
            facts: components["schemas"]["FactView"][];
        };
        /**
         * @description A SIP message of no call and no phone. Number counts up since the switch started. Direction is received, or sent for our answer to one.
         *     Reason is one of those that the list's description names; Detail is the parse fault or why it was refused, empty when the reason says all.
         *     Length are the bytes that it had; Message has the first 2,000 of them, credentials as stars.
         */
        SipMessageView: {
            /** Format: int64 */
            number: number;
            /** Format: date-time */
            at: string;
            direction: string;
            transport: string;
            local: string;
            remote: string;
            reason: string;
            detail: string;
            startLine: string;
            /** Format: int32 */
            length: number;
            isCut: boolean;
            message: string;
        };
        /** @description One kind of call. */
        SoakKindView: {
            /** @description Its name. */
            kind: string;
            /**
             * Format: int64
             * @description Made.
             */
            calls: number;
            /**
             * Format: int64
             * @description Rounds in which one did not go as its kind says.
             */
            failedRounds: number;
            /**
             * Format: int64
             * @description There are of them.
             */
            records: number;
            /**
             * Format: int64
             * @description Records with one charge to the customer and one to the carrier; calls that are not answered have none.
             */
            billed: number;
            /**
             * Format: int64
             * @description Records with a charge too many.
             */
            billedTwice: number;
        };
        /** @description A soak's report. */
        SoakReportView: {
            /** @description As the list has it. */
            soak: components["schemas"]["SoakView"];
            /** @description Of calls. */
            kinds: components["schemas"]["SoakKindView"][];
            /** @description The switch after a round; of many every so manieth, and the last. */
            samples: components["schemas"]["SoakSampleView"][];
        };
        /** @description The switch after a round. */
        SoakSampleView: {
            /**
             * Format: double
             * @description Since the soak began.
             */
            seconds: number;
            /**
             * Format: double
             * @description Memory of the switch and its media process, of 2^20 bytes.
             */
            megabytes: number;
            /**
             * Format: int32
             * @description Descriptors that both have open.
             */
            handles: number;
            /**
             * Format: int64
             * @description Made so far.
             */
            calls: number;
        };
        /** @description A soak: hours of all kinds of calls, counted at both ends and in the books. */
        SoakView: {
            /** @description Of its report. */
            name: string;
            /** @description The file is a report. */
            isReadable: boolean;
            /** @description Nothing was found. */
            hasPassed: boolean;
            /**
             * Format: date-time
             * @description When; null when it can't be read.
             */
            began: null | string;
            /**
             * Format: double
             * @description It took.
             */
            hours: number;
            /**
             * Format: int64
             * @description Made.
             */
            calls: number;
            /**
             * Format: int64
             * @description Records with one charge to the customer and one to the carrier.
             */
            billed: number;
            /** @description What was found. */
            faults: string[];
        };
        /** @description A call to place, out on one trunk, in a customer's name, or both. */
        TestCallOrder: {
            /** @description The calling number. */
            from: null | string;
            /** @description The called number, as the customer would dial it. */
            to: null | string;
            /** @description The egress trunk that it goes to, and no other. May be left out when somebody is named: then it goes where that one's calls go. */
            via: null | string;
            /**
             * Format: int32
             * @description How long it is held once answered; left out, 3.
             */
            seconds: number | null;
            /** @description The ingress trunk in whose name it is placed: admitted, charged and routed as a call of that trunk. Left out with phone: nobody's, and no customer pays. */
            ingressTrunk?: null | string;
            /** @description Or the phone, by its number. */
            phone?: null | string;
        };
        /** @description How it went. CdrId is its record. */
        TestCallView: {
            cdrId: string;
            /** Format: int32 */
            sipStatus: number;
            endReasonName: string;
            problem: string;
        };
        /** @description What an authenticator app needs. */
        TotpView: {
            /** @description In Base32, to be typed. */
            secret: string;
            /** @description otpauth://…, to be shown as a picture. */
            uri: string;
        };
        /** @description One egress trunk that was tried: what it answered (a SIP status, or a negative end reason of ours) and how long that took. */
        TriedView: {
            name: string;
            /** Format: int32 */
            answer: number;
            answerName: string;
            /** Format: int32 */
            ms: number;
        };
        TurnUser: {
            /** @description The user name that it logs in by. */
            name: string;
            /**
             * @description Its password, or the shared secret; write-only in the plan.
             * @default
             */
            password: string;
            /**
             * @description The password is a shared secret: user names are EXPIRY[:USER] in Unix seconds, passwords base64(HMAC-SHA-1(secret, user name)).
             * @default false
             */
            timeLimited: boolean;
            /**
             * Format: int32
             * @description Allocations at once; 0 = SS_TURN_USER_LIMIT.
             * @default 0
             */
            maxAllocations: number;
        };
        /** @description What was turned away. */
        TurnedAwayView: {
            /**
             * Format: int64
             * @description Calls of sources that are not in the plan: not answered, each on record as an illegal call.
             */
            strangers: number;
            /**
             * Format: int64
             * @description Calls of customers.
             */
            calls: number;
            /**
             * Format: int64
             * @description Of phones and trunks, and of those who would be.
             */
            registrations: number;
            /**
             * Format: int64
             * @description OPTIONS: somebody asked whether the switch is there.
             */
            others: number;
            /**
             * Format: int64
             * @description What found a shard's ring nearly full, and was not read.
             */
            atTheDoor: number;
            /**
             * Format: int64
             * @description Of these, answered 503 all the same.
             */
            atTheDoorAnswered: number;
        };
        /** @description A user as he is written. A password that is left out stays; `hasTotp` false takes his one-time codes off, true or nothing leaves them. */
        UserEdit: {
            name: null | string;
            role: null | string;
            password: null | string;
            isDisabled: null | boolean;
            hasTotp: null | boolean;
            /** @description The accounts that are all he sees; null for everything. Of a user who is there, those he has stay when they are left out. */
            accounts?: null | string[];
            geofence?: null | components["schemas"]["GeofenceView"];
        };
        /** @description A user. */
        UserView: {
            /** @description His name. */
            name: string;
            /** @description His role's name. */
            role: string;
            /** @description The accounts that are all he sees; null for everything. */
            accounts: null | string[];
            /** @description He needs a code of his authenticator app. */
            hasTotp: boolean;
            /** @description He may not sign in. */
            isDisabled: boolean;
            /**
             * Format: date-time
             * @description When he was added.
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description When his password was set.
             */
            passwordAt: string;
            /**
             * Format: date-time
             * @description When he last signed in; null: never.
             */
            signedInAt: null | string;
            /** @description From which address. */
            signedInFrom: string;
            geofence: null | components["schemas"]["GeofenceView"];
            /**
             * Format: date-time
             * @description Until when wrong passwords or codes in a row keep everybody out who comes under his name; null: they do not.
             */
            lockedUntil?: null | string;
        };
        /** @description What verifying found; nothing, when all is well. */
        VerifyView: {
            differences: components["schemas"]["DifferenceView"][];
        };
        /** @description A source of illegal calls that is known to be harmless: an address or a network. */
        WhiteListView: {
            source: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
