"""Facts of HSDS 3.0, in the notation that standard.py explains."""

HSDS = {
    "organization": """
        id!:uuid name! alternate_name description! email:email website:uri tax_status tax_id
        year_incorporated:number legal_status logo uri:uri parent_organization_id:uuid funding:[funding]
        contacts:[contact] phones:[phone] locations:[location] programs:[program]
        organization_identifiers:[organization_identifier] attributes:[attribute] metadata:[metadata]
        services:[service]
    """,
    "program": """
        id!:uuid organization_id:uuid name! alternate_name description! attributes:[attribute]
        metadata:[metadata]
    """,
    "service": """
        id!:uuid organization_id:uuid program_id:uuid name! alternate_name description url:uri email:email
        status!:(active|inactive|defunct|temporarily_closed) interpretation_services application_process
        fees_description wait_time fees accreditations eligibility_description minimum_age:number
        maximum_age:number assured_date assurer_email:email licenses alert last_modified:datetime phones:[phone]
        schedules:[schedule] service_areas:[service_area] service_at_locations:[service_at_location]
        languages:[language] organization:<organization> funding:[funding] cost_options:[cost_option]
        program:<program> required_documents:[required_document] contacts:[contact] attributes:[attribute]
        metadata:[metadata]
    """,
    "service_at_location": """
        id!:uuid service_id:uuid location_id:uuid description contacts:[contact] phones:[phone]
        schedules:[schedule] location:<location> attributes:[attribute] metadata:[metadata] service:<service>
    """,
    "location": """
        id!:uuid location_type!:(physical|postal|virtual) url:uri organization_id:uuid name alternate_name
        description transportation latitude:number longitude:number external_identifier external_identifier_type
        languages:[language] addresses:[address] contacts:[contact] accessibility:[accessibility] phones:[phone]
        schedules:[schedule] attributes:[attribute] metadata:[metadata]
    """,
    "phone": """
        id!:uuid location_id:uuid service_id:uuid organization_id:uuid contact_id:uuid
        service_at_location_id:uuid number! extension:number type description languages:[language]
        attributes:[attribute] metadata:[metadata]
    """,
    "contact": """
        id!:uuid organization_id:uuid service_id:uuid service_at_location_id:uuid location_id:uuid name title
        department email:email phones:[phone] attributes:[attribute] metadata:[metadata]
    """,
    "address": """
        id!:uuid location_id:uuid attention address_1! address_2 city! region state_province! postal_code!
        country! address_type!:(physical|postal|virtual) attributes:[attribute] metadata:[metadata]
    """,
    "schedule": """
        id!:uuid service_id:uuid location_id:uuid service_at_location_id:uuid valid_from valid_to dtstart
        timezone:number until count:number wkst:(MO|TU|WE|TH|FR|SA|SU) freq:(WEEKLY|MONTHLY) interval:number
        byday byweekno bymonthday byyearday description opens_at closes_at schedule_link:uri attending_type
        notes attributes:[attribute] metadata:[metadata]
    """,
    "funding": """
        id!:uuid organization_id:uuid service_id:uuid source attributes:[attribute] metadata:[metadata]
    """,
    "service_area": """
        id!:uuid service_id:uuid name description extent extent_type uri attributes:[attribute]
        metadata:[metadata]
    """,
    "required_document": """
        id!:uuid service_id:uuid document uri:uri attributes:[attribute] metadata:[metadata]
    """,
    "language": """
        id!:uuid service_id:uuid location_id:uuid phone_id:uuid name code note attributes:[attribute]
        metadata:[metadata]
    """,
    "accessibility": """
        id!:uuid location_id:uuid description details url:uri attributes:[attribute] metadata:[metadata]
    """,
    "cost_option": """
        id!:uuid service_id:uuid valid_from valid_to option currency amount:number amount_description
        attributes:[attribute] metadata:[metadata]
    """,
    "organization_identifier": """
        id!:uuid organization_id:uuid identifier_scheme identifier_type! identifier! attributes:[attribute]
        metadata:[metadata]
    """,
    "attribute": """
        id!:uuid link_id:uuid taxonomy_term_id:uuid link_type link_entity value taxonomy_term:<taxonomy_term>
        metadata:[metadata]
    """,
    "taxonomy": """
        id!:uuid name! description! uri:uri version metadata:[metadata]
    """,
    "taxonomy_term": """
        id!:uuid code name! description! parent_id:uuid taxonomy taxonomy_detail:<taxonomy> language
        taxonomy_id:uuid term_uri:uri metadata:[metadata]
    """,
    "metadata": """
        id!:uuid resource_id:uuid resource_type last_action_date! last_action_type! field_name! previous_value!
        replacement_value! updated_by!
    """,
    "meta_table_description": """
        id!:uuid name language character_set attributes:[attribute] metadata:[metadata]
    """,
}

# A row of a table is not nested, so it must name what it belongs to.
IN_TABLES = {
    "program": "organization_id",
    "service": "organization_id",
    "service_at_location": "service_id location_id",
    "cost_option": "service_id",
    "organization_identifier": "organization_id",
    "attribute": "link_id taxonomy_term_id link_entity",
    "metadata": "resource_id resource_type",
}
