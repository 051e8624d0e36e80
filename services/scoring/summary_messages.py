"""Between the API's summary and scoring's."""

from retainwise.scoring.v1 import prediction_summary_pb2
from services.scoring.convert import write_score
from services.scoring.domain import PredictionId
from services.scoring.summary import CustomerAtRisk, Segment, Summary

Message = prediction_summary_pb2.PredictionSummary


def summary_message(prediction_id: PredictionId, summary: Summary) -> Message:
    """The summary of the prediction as the API shows it."""
    return Message(
        prediction_id=str(prediction_id),
        model_version=summary.model_version,
        total=_segment(summary.total),
        levels=[_segment(level) for level in summary.levels],
        histogram=summary.histogram,
        drivers=[
            Message.Driver(reason=driver.reason, customer_count=driver.customer_count, revenue_at_risk=driver.revenue_at_risk)
            for driver in summary.drivers
        ],
        customers_at_risk=[_customer(customer) for customer in summary.customers],
        plans=[_segment(plan) for plan in summary.plans],
        countries=[_segment(country) for country in summary.countries],
        mean_data_coverage=summary.mean_coverage,
        least_data_coverage=summary.least_coverage,
        left_count=summary.left_count,
    )


def _segment(segment: Segment) -> Message.Segment:
    return Message.Segment(
        name=segment.name,
        customer_count=segment.customer_count,
        high_count=segment.high_count,
        mean_churn_probability=segment.mean_probability,
        paying_count=segment.paying_count,
        revenue=segment.revenue,
        revenue_at_risk=segment.revenue_at_risk,
    )


def _customer(customer: CustomerAtRisk) -> Message.CustomerAtRisk:
    message = Message.CustomerAtRisk(revenue=customer.revenue, revenue_at_risk=customer.revenue_at_risk)
    write_score(customer.score, message.score)
    return message
