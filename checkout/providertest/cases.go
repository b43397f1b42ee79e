package providertest

// A testCase is one rule.
type testCase struct {
	name string
	run  func(s *stage)
}

// cases are all rules, in the order of a payment's life.
var cases = []testCase{
	// start.go: a payment is made once, whatever the network does
	{"StartIsRepeatable", startIsRepeatable},
	{"LostRequestToStart", lostRequestToStart},
	{"LostAnswerToStart", lostAnswerToStart},
	{"MalformedAnswerToStart", malformedAnswerToStart},
	{"UnreachableIsNoRefusal", unreachableIsNoRefusal},
	{"RefusedStartMadeNothing", refusedStartMadeNothing},
	{"RefusalAfterSilenceIsNoEnd", refusalAfterSilenceIsNoEnd},
	{"TwoStartsAtOnce", twoStartsAtOnce},
	// poll.go: an answer is believed only if it is one
	{"PaidIsRepeatable", paidIsRepeatable},
	{"RefusalIsNoError", refusalIsNoError},
	{"AbandonedEndsUnpaid", abandonedEndsUnpaid},
	{"PaidAfterTheEnd", paidAfterTheEnd},
	{"UnknownWordIsNoEnd", unknownWordIsNoEnd},
	{"MalformedAnswerToPoll", malformedAnswerToPoll},
	{"ForgedAnswerIsNeverPaid", forgedAnswerIsNeverPaid},
	{"ContextEndsTheCall", contextEndsTheCall},
	// cancel.go: taken back only if the service agrees
	{"CancelledCannotBePaid", cancelledCannotBePaid},
	{"CancelAfterPaidIsPaid", cancelAfterPaidIsPaid},
	{"MalformedAnswerToCancel", malformedAnswerToCancel},
	// refund_once.go: money goes back once, however often it is asked for
	{"RefundTermsAskNobody", refundTermsAskNobody},
	{"RefundIsRepeatable", refundIsRepeatable},
	{"RefundHasACeiling", refundHasACeiling},
	{"LostRequestToRefund", lostRequestToRefund},
	{"LostAnswerToRefund", lostAnswerToRefund},
	{"TwoRefundsAtOnce", twoRefundsAtOnce},
	{"ContextEndsTheRefund", contextEndsTheRefund},
	// refund_answer.go: done or refused only if the service says so
	{"MalformedAnswerToRefund", malformedAnswerToRefund},
	{"RefundErrorIsNoRefusal", refundErrorIsNoRefusal},
	{"UnreachableIsNoRefusedRefund", unreachableIsNoRefusedRefund},
	{"RefusedRefundGaveNothing", refusedRefundGaveNothing},
	{"RefundWaits", refundWaits},
	{"ForgedAnswerToRefund", forgedAnswerToRefund},
	{"RefusalAfterSilentRefundIsNoEnd", refusalAfterSilentRefundIsNoEnd},
	// sale.go: the same through a till
	{"SaleIsPaid", saleIsPaid},
	{"SaleSurvivesSilence", saleSurvivesSilence},
	{"SaleSurvivesPowerCuts", saleSurvivesPowerCuts},
	{"SaleIsNotPaidByForgery", saleIsNotPaidByForgery},
	{"SaleExpires", saleExpires},
	{"SaleIsPaidLate", saleIsPaidLate},
	{"SaleWithdrawnInDoubt", saleWithdrawnInDoubt},
	{"SaleParked", saleParked},
	{"TwoAskersAtOnce", twoAskersAtOnce},
	{"SaleIsGivenBack", saleIsGivenBack},
}
