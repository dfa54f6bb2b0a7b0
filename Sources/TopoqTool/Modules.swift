// The subjects that this tool brings to a network: one word here adds one.

import TopoqAssurance
import TopoqBilling
import TopoqCRM
import TopoqVocabulary

/// The modules that every file is opened with.
let modules: [Module] = [CRM.module, Billing.module, Assurance.module]
