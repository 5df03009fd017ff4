"""Facts of Open Referral UK 3.0, in the notation that standard.py explains."""

UK = {
    "organization": """
        id!:uuid name! description! email:email website:uri logo uri:uri parent_organization_id:uuid
        organization_identifiers:[organization_identifier] attributes:[attribute] services:[service]
    """,
    "service": """
        id!:uuid organization_id:uuid name! description url:uri email:email
        status!:(active|inactive|defunct|temporarily_closed) fees accreditations minimum_age:number
        maximum_age:number assured_date assurer_email:email alert last_modified:datetime schedules:[schedule]
        service_areas:[service_area] service_at_locations:[service_at_location] languages:[language]
        organization:<organization> funding:[funding] cost_options:[cost_option] contacts:[contact]
        attributes:[attribute]
    """,
    "service_at_location": """
        id!:uuid service_id:uuid location_id:uuid location:<location> service:<service>
    """,
    "location": """
        id!:uuid location_type!:(physical|postal|virtual) name description latitude:number longitude:number
        external_identifier external_identifier_type addresses:[address] accessibility:[accessibility]
        attributes:[attribute]
    """,
    "phone": """
        id!:uuid contact_id:uuid number! description languages:[language]
    """,
    "contact": """
        id!:uuid service_id:uuid name title attributes:[attribute]
    """,
    "address": """
        id!:uuid location_id:uuid attention address_1! city! region state_province! postal_code! country!
        address_type!:(physical|postal|virtual) attributes:[attribute]
    """,
    "schedule": """
        id!:uuid service_id:uuid service_at_location_id:uuid valid_from valid_to dtstart freq:(WEEKLY|MONTHLY)
        interval:number byday bymonthday description opens_at closes_at schedule_link:uri attending_type notes
    """,
    "funding": """
        id!:uuid service_id:uuid source
    """,
    "service_area": """
        id!:uuid service_id:uuid name extent extent_type uri service_area
    """,
    "language": """
        id!:uuid service_id:uuid phone_id:uuid
    """,
    "accessibility": """
        id!:uuid location_id:uuid description details url:uri attributes:[attribute] accessibility
    """,
    "cost_option": """
        id!:uuid service_id:uuid valid_from valid_to option amount:number amount_description
    """,
    "organization_identifier": """
        id!:uuid organization_id:uuid identifier_scheme identifier_type! identifier! attributes:[attribute]
    """,
    "attribute": """
        id!:uuid link_id:uuid taxonomy_term_id:uuid link_type taxonomy_term:<taxonomy_term>
    """,
    "taxonomy": """
        id!:uuid name! description! uri:uri version taxonomy_terms:[taxonomy_term]
    """,
    "taxonomy_term": """
        id!:uuid name! description! parent_id:uuid taxonomy taxonomy_id:uuid term_uri:uri term
    """,
}

# A row of a table is not nested, so it must name what it belongs to.
UK_IN_TABLES = {
    "service": "organization_id",
    "service_at_location": "service_id location_id",
    "cost_option": "service_id",
    "organization_identifier": "organization_id",
    "attribute": "link_id taxonomy_term_id link_entity",
}
